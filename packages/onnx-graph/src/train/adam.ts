import type { Value } from '../graph/value';
import { add, div, mul, pow, sub } from '../ops/arithmetic';
import { sqrt } from '../ops/elementwise';
import { cast } from '../ops/logic';
import { decayed, type Optimiser } from './optimiser';

export interface AdamOptions {
  /** Default 0.9. */
  readonly beta1?: number;
  /** Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
  /** Decoupled weight decay (AdamW, Loshchilov and Hutter 2019): weights shrink by learning rate · this. Default 0. */
  readonly weightDecay?: number;
}

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with bias correction.
 *
 * The moments are kept as plain discounted sums m' = β1·m' + g and v' = β2·v' + g², which are m/(1-β1) and v/(1-β2) of
 * the paper: three element-wise passes fewer a step. With c1 = (1-β1)/(1-β1^t) and c2 = (1-β2)/(1-β2^t) the update
 * rate·c1·m' / (sqrt(c2·v') + ε) is computed as (rate·c1/√c2) · m' / (√v' + ε/√c2), its factors scalars in float64.
 */
export function adam(options: AdamOptions = {}): Optimiser {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  return {
    name: 'adam',
    slots: ['m', 'v'],
    update(context) {
      const { gradient, slots, learningRate, step } = context;
      const m = add(mul(slots['m'] as Value, beta1), gradient);
      const v = add(mul(slots['v'] as Value, beta2), mul(gradient, gradient));
      const t = cast(step, 'float64');
      const c1 = div(1 - beta1, sub(1, pow(beta1, t)));
      const rootC2 = sqrt(div(1 - beta2, sub(1, pow(beta2, t))));
      const rate = cast(div(mul(cast(learningRate, 'float64'), c1), rootC2), 'float32');
      const offset = cast(div(epsilon, rootC2), 'float32');
      return { weights: sub(decayed(context, weightDecay), mul(div(m, add(sqrt(v), offset)), rate)), slots: { m, v } };
    },
  };
}
