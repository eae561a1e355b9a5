import type { Value } from '../graph/value';
import { add, mul, sub } from '../ops/arithmetic';
import { decayed, type Optimiser } from './optimiser';

export interface SgdOptions {
  /** Default 0. */
  readonly momentum?: number;
  /** Nesterov's form, which looks ahead by one step of the momentum. */
  readonly nesterov?: boolean;
  /** Decoupled weight decay: weights shrink by learning rate · this. Default 0. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent, with momentum b = μ·b + g and w = w - rate·b (Sutskever et al. 2013, as in PyTorch). */
export function sgd(options: SgdOptions = {}): Optimiser {
  const { momentum = 0, nesterov = false, weightDecay = 0 } = options;
  return {
    name: 'sgd',
    slots: momentum === 0 ? [] : ['momentum'],
    update(context) {
      const { gradient, slots, learningRate } = context;
      const kept = decayed(context, weightDecay);
      if (momentum === 0) return { weights: sub(kept, mul(gradient, learningRate)), slots: {} };
      const velocity = add(mul(slots['momentum'] as Value, momentum), gradient);
      const direction = nesterov ? add(gradient, mul(velocity, momentum)) : velocity;
      return { weights: sub(kept, mul(direction, learningRate)), slots: { momentum: velocity } };
    },
  };
}
