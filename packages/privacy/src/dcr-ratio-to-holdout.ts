import type { Measure } from '@headwater/contracts';
import { measured, type MeasureDefinition } from '@headwater/quality';
import type { TrainDistances } from './distances/closest-records';

export const DCR_RATIO: MeasureDefinition = {
  name: 'dcr_ratio_to_holdout',
  better: 'higher',
  meaning:
    'The typical (median) distance of a synthetic row to the nearest training row, divided by that of unseen real rows: 1 is as far as real rows are, well below 1 is suspiciously near.',
};

export const DCR_P5_RATIO: MeasureDefinition = {
  name: 'dcr_p5_ratio_to_holdout',
  better: 'higher',
  meaning:
    'The same ratio for the nearest twentieth of the rows (5th percentile): it falls below 1 when a few synthetic rows are near-copies of training rows.',
};

/** Real rows may repeat exactly, at distance 0: above this the ratio says nothing more. */
const MOST = 100;

/** Ratio of the medians of distances to the closest training row, synthetic over held-out rows. */
export function dcrRatio(distances: TrainDistances, since: number): Measure {
  return ratio(DCR_RATIO, distances, 0.5, since);
}

/** Ratio of the 5th percentiles. */
export function dcrP5Ratio(distances: TrainDistances, since: number): Measure {
  return ratio(DCR_P5_RATIO, distances, 0.05, since);
}

function ratio(
  definition: MeasureDefinition,
  { fromSynthetic, fromHoldout }: TrainDistances,
  level: number,
  since: number,
): Measure {
  const synthetic = quantile(fromSynthetic, level);
  const holdout = quantile(fromHoldout, level);
  // Where both are 0, synthetic rows are as near as real ones are.
  const score = synthetic === holdout ? 1 : Math.min(MOST, synthetic / holdout);
  return measured(definition, { score, reference: 1 }, since);
}

/** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996), as numpy by default. */
export function quantile(values: Float64Array, level: number): number {
  const sorted = values.slice().sort();
  const position = level * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] as number;
  const high = sorted[Math.min(sorted.length - 1, below + 1)] as number;
  return low + (position - below) * (high - low);
}
