import type { RandomStream } from '@headwater/random';
import type { RareCell } from './rare-cells';

/** No weight is farther than this factor from 1, so that no row is drawn much before, nor much after, another. */
const MOST_FACTOR = 4;
/** The weights count as this part of the rows at least. */
const LEAST_EFFECTIVE = 0.5;
/** Weights flattened this far are all but equal. */
const LEAST_POWER = 2 ** -20;
const RAKING_ROUNDS = 50;
const RAKING_SLACK = 0.01;

export interface ImportanceWeights {
  weights: Float64Array;
  /** Kish's effective sample size: (sum of weights)² over the sum of squares. */
  effectiveRows: number;
}

/**
 * Density ratios as weights to draw rows by, so that what is drawn is distributed more like the real rows. For the sake of
 * diversity they are clipped to 1/4 … 4 (truncated importance sampling, Ionides 2008); raised where they would leave a
 * rare cell less than its share, since a classifier is least sure where rows are few; and flattened by a power below 1
 * until the effective sample size is half of the rows: no score ever decides alone which rows are kept.
 */
export function importanceWeights(ratios: Float64Array, cells: readonly RareCell[] = []): ImportanceWeights {
  const clipped = ratios.map((ratio) => Math.min(MOST_FACTOR, Math.max(1 / MOST_FACTOR, ratio)));
  for (let power = 1; ; power /= 2) {
    // Nearly flat weights leave every cell its share already.
    const weights = keepShares(
      clipped.map((ratio) => ratio ** power),
      cells,
    );
    const effectiveRows = effectiveSize(weights);
    if (effectiveRows >= LEAST_EFFECTIVE * weights.length || power < LEAST_POWER) return { weights, effectiveRows };
  }
}

/** Weights of cells that have less than their share are raised to it, cell after cell, until all have it (raking). */
function keepShares(weights: Float64Array, cells: readonly RareCell[]): Float64Array {
  let total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let round = 0; round < RAKING_ROUNDS; round++) {
    let raised = false;
    for (const { rows, least } of cells) {
      const inside = rows.reduce((sum, row) => sum + (weights[row] as number), 0);
      if (inside >= least * total * (1 - RAKING_SLACK) || least >= 1) continue;
      // The others keep their weights, so the cell's share of the new total is the one it should have.
      const wanted = (least * (total - inside)) / (1 - least);
      for (const row of rows) weights[row] = (weights[row] as number) * (wanted / inside);
      total += wanted - inside;
      raised = true;
    }
    if (!raised) break;
  }
  return weights;
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
 * Places of `count` rows, increasing, drawn without replacement with chances that follow the weights, 1 at most: systematic
 * sampling of rows in random order (Goodman and Kish, JASA 1950), which gives every row its chance exactly, so that a
 * group of rows has the share that its weights have. All rows where there are no more.
 */
export function drawByWeight(weights: Float64Array, count: number, stream: RandomStream): Uint32Array {
  if (count >= weights.length) return Uint32Array.from(weights, (_, i) => i);
  const chances = chancesOf(weights, count);
  const order = stream.permutation(weights.length);
  const drawn = new Set<number>();
  let next = stream.uniform();
  let before = 0;
  for (const place of order) {
    before += chances[place] as number;
    if (before <= next) continue;
    drawn.add(place);
    next += 1;
  }
  // The sum of the chances may be off by a rounding error.
  for (const place of order) if (drawn.size < count) drawn.add(place);
  return Uint32Array.from(drawn).slice(0, count).sort();
}

/** Chances that sum to `count`: those above 1 are 1, and the others share out what is left by their weights. */
function chancesOf(weights: Float64Array, count: number): Float64Array {
  const certain = new Uint8Array(weights.length);
  for (;;) {
    let left = count;
    let total = 0;
    for (const [i, weight] of weights.entries()) {
      if (certain[i] === 1) left--;
      else total += weight;
    }
    const above = Array.from(weights.keys()).filter((i) => certain[i] === 0 && (weights[i] as number) * left > total);
    for (const i of above) certain[i] = 1;
    if (above.length === 0) return weights.map((weight, i) => (certain[i] === 1 ? 1 : (weight * left) / total));
  }
}
