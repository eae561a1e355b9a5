import type { Value } from '../graph/value';
import { mul, sub } from '../ops/arithmetic';
import type { ParameterSpec } from './parameters';

/** What one update of one parameter is computed from, all in the body of the training loop. */
export interface UpdateContext {
  readonly parameter: ParameterSpec;
  readonly weights: Value;
  readonly gradient: Value;
  /** The optimiser's tensors for this parameter, by slot; each of the parameter's shape, zeros at the start. */
  readonly slots: Readonly<Record<string, Value>>;
  /** Scalar float32. */
  readonly learningRate: Value;
  /** Number of this update from 1, a float32 scalar: whole numbers to 2^24. */
  readonly step: Value;
}

export interface Update {
  readonly weights: Value;
  readonly slots: Readonly<Record<string, Value>>;
}

/** A rule that turns a gradient into new weights. State is kept per parameter in named slots. */
export interface Optimiser {
  readonly name: string;
  readonly slots: readonly string[];
  update(context: UpdateContext): Update;
}

/**
 * The weights before the gradient's part of an update: shrunk by learning rate · weight decay · the parameter's own share
 * of it (decoupled decay, Loshchilov and Hutter 2019).
 */
export function decayed({ parameter, weights, learningRate }: UpdateContext, weightDecay: number): Value {
  const { decay = parameter.shape.length > 1 } = parameter;
  const factor = weightDecay * Number(decay);
  return factor > 0 ? mul(weights, sub(1, mul(learningRate, factor))) : weights;
}
