import { quantile } from '../dcr-ratio-to-holdout';
import { GowerSpace } from '../distances/gower-space';
import { drawRows, type AttackTables } from './attack-tables';
import { nearestRecords, type NearestRecords } from './nearest-records';
import { standardErrorsFor } from './normal';

/** Keeps the ratio of two exact matches at 1, as mostlyai-qa does. */
const SMALLEST = 1e-8;

/** Where synthetic rows, and as many held-out ones, lie among the training rows. */
export interface AmongTraining {
  synthetic: NearestRecords;
  holdout: NearestRecords;
}

/** The two nearest training rows of as many synthetic as held-out rows. */
export async function nearestTraining(tables: AttackTables): Promise<AmongTraining> {
  const { columns, rows, seed, pace } = tables;
  const space = new GowerSpace(columns, rows.train, seed);
  const train = space.points('train', drawRows(tables, 'neighbours', 'train', tables.searched));
  const most = Math.min(tables.targets, rows.synthetic, rows.holdout);
  const near = (side: 'synthetic' | 'holdout', note: string): Promise<NearestRecords> =>
    nearestRecords(space.points(side, drawRows(tables, 'neighbours', side, most)), train, 2, { pace, note });
  return {
    synthetic: await near('synthetic', 'nearest two training rows of synthetic rows'),
    holdout: await near('holdout', 'nearest two training rows of held-out rows'),
  };
}

/** Distance to the nearest over that to the second nearest, of each row; near 0 for a copy of one row that stands alone. */
export function neighbourRatios({ k, distances }: NearestRecords): Float64Array {
  return Float64Array.from(
    { length: distances.length / k },
    (_, i) => ((distances[i * k] as number) + SMALLEST) / ((distances[i * k + 1] as number) + SMALLEST),
  );
}

/**
 * A quantile with an interval between order statistics (binomial, by its normal approximation), wide enough at 95 % to be
 * held against the same quantile of as many other rows, which varies alike.
 */
export function quantileWithInterval(
  values: Float64Array,
  level: number,
): { value: number; interval: [number, number] } {
  const margin = standardErrorsFor(0.95) * Math.sqrt((2 * level * (1 - level)) / values.length);
  const at = (p: number): number => quantile(values, Math.min(1, Math.max(0, p)));
  return { value: at(level), interval: [at(level - margin), at(level + margin)] };
}

/** The largest share of rows that have the same training row as their nearest: rows memorised once and made many times. */
export function largestShareOfOneRow({ k, rows }: NearestRecords): { share: number; rows: number } {
  const counts = new Map<number, number>();
  const n = rows.length / k;
  for (let i = 0; i < n; i++) {
    const row = rows[i * k] as number;
    counts.set(row, (counts.get(row) ?? 0) + 1);
  }
  return { share: Math.max(...counts.values()) / n, rows: n };
}
