import type { Measure } from '@headwater/contracts';
import { measured, type MeasureDefinition } from '@headwater/quality';
import type { EqualDistances } from './distances/closest-records';
import { wilsonInterval } from './wilson';

export const SHARE_CLOSER_TO_TRAIN: MeasureDefinition = {
  name: 'share_closer_to_train',
  better: 'lower',
  meaning:
    'The share of synthetic rows that lie closer to a training row than to any of equally many real rows the model never saw: 0.5 means it did not memorise, 1 that every row is nearer to what it was trained on.',
};

/** Distances nearer to each other than this are a tie: they differ by rounding alone. */
const TIE = 1e-9;

/**
 * The share of synthetic rows whose closest record is a training row and not a held-out one, ties half, as in
 * mostlyai-qa's DCR share, on Gower's distance. Unseen real rows would give 0.5. The interval is of the draw of synthetic
 * rows, with the reference rows taken as they are.
 */
export function shareCloserToTrain({ toTrain, toHoldout }: EqualDistances, since: number): Measure {
  const n = toTrain.length;
  let closer = 0;
  for (let i = 0; i < n; i++) {
    const difference = (toTrain[i] as number) - (toHoldout[i] as number);
    if (Math.abs(difference) <= TIE) closer += 0.5;
    else if (difference < 0) closer += 1;
  }
  const score = closer / n;
  return measured(SHARE_CLOSER_TO_TRAIN, { score, reference: 0.5, interval: wilsonInterval(score, n) }, since);
}
