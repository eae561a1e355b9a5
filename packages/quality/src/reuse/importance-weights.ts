import { RandomStream } from '@headwater/random';

/** No weight is farther than this factor from 1, so that no row is drawn much before, nor much after, another. */
const MOST_FACTOR = 4;
/** The weights count as this part of the rows at least. */
const LEAST_EFFECTIVE = 0.5;

export interface ImportanceWeights {
  weights: Float64Array;
  /** Kish's effective sample size: (sum of weights)² over the sum of squares. */
  effectiveRows: number;
}

/**
 * Density ratios as weights to draw rows by, so that what is drawn is distributed more like the real rows. For the sake of
 * diversity they are clipped to 1/4 … 4 (truncated importance sampling, Ionides 2008), and flattened by a power below 1
 * until the effective sample size is half of the rows: no score ever decides alone which rows are kept.
 */
export function importanceWeights(ratios: Float64Array): ImportanceWeights {
  const clipped = ratios.map((ratio) => Math.min(MOST_FACTOR, Math.max(1 / MOST_FACTOR, ratio)));
  for (let power = 1; ; power /= 2) {
    const weights = clipped.map((ratio) => ratio ** power);
    const effectiveRows = effectiveSize(weights);
    if (effectiveRows >= LEAST_EFFECTIVE * weights.length) return { weights, effectiveRows };
  }
}

function effectiveSize(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

/**
 * Places of `count` rows, increasing, drawn without replacement with chances that follow the weights: those with the
 * greatest log(u)/weight (Efraimidis and Spirakis, Inf. Proc. Letters 2006). All of them where there are no more.
 */
export function drawByWeight(weights: Float64Array, count: number, stream: RandomStream): Uint32Array {
  const keys = weights.map((weight) => Math.log(1 - stream.uniform()) / weight);
  const places = Uint32Array.from(weights, (_, i) => i);
  if (count >= places.length) return places;
  return places
    .sort((a, b) => (keys[b] as number) - (keys[a] as number) || a - b)
    .slice(0, count)
    .sort();
}
