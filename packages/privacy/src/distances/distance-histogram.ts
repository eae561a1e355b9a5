import type { Evidence } from '@headwater/contracts';
import { quantile } from '../intervals/quantiles';

const BINS = 30;

/** Shares of distances to the closest record in 30 common bins, from 0; the last bin takes the farthest hundredth too. */
export function distanceHistogram(toTrain: Float64Array, toHoldout: Float64Array): NonNullable<Evidence['distances']> {
  const far = Math.max(quantile(toTrain, 0.99), quantile(toHoldout, 0.99)) || 1;
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (far * i) / BINS);
  return { edges, syntheticToTrain: shares(toTrain, far), syntheticToHoldout: shares(toHoldout, far) };
}

function shares(distances: Float64Array, far: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const distance of distances) {
    const bin = Math.min(BINS - 1, Math.floor((distance / far) * BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts.map((count) => count / distances.length);
}
