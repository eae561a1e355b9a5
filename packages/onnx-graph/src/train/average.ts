import type { Value } from '../graph/value';
import { add, mul } from '../ops/arithmetic';

/**
 * Averaged weights (Polyak's, with exponential forgetting): the loop keeps the discounted sum a = decay·a + w from
 * zero, so that the average is a · (1-decay)/(1-decay^t), exact from the first step: no trace of the random start stays.
 */
export function nextAverage(sum: Value, weights: Value, decay: number): Value {
  return add(mul(sum, decay), weights);
}

/** The average after `steps` updates from its discounted sum. */
export function correctAverage(sum: Float32Array, decay: number, steps: number): Float32Array {
  const factor = (1 - decay) / (1 - decay ** steps);
  return sum.map((value) => value * factor);
}
