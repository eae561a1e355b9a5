import type { Measure } from '@headwater/contracts';
import { measured, type MeasureDefinition } from '@headwater/quality';
import { compareQuantiles } from '../intervals/quantiles';
import { shareBeside } from '../intervals/wilson';
import type { AttackTables } from '../attacks/attack-tables';
import { PRIVACY_MEASURES as M } from '../privacy-measures';
import { GowerTree } from './gower-tree';
import { nearestRecords, type NearestRecords } from './nearest-records';
import type { TablePoints } from './table-points';

/** Real rows may repeat exactly, at distance 0: above this the ratio of two distances says nothing more. */
const MOST_RATIO = 100;
/** Keeps the ratio of two exact matches at 1, as mostlyai-qa does. */
const SMALLEST = 1e-8;

/**
 * What the two nearest training rows of synthetic rows and of held-out ones show: distances against each other, ratios of
 * a row's two distances, and training rows that are nearest to many. At most `queries` rows of each are asked about.
 */
export async function amongTraining(tables: AttackTables, points: TablePoints, queries: number): Promise<Measure[]> {
  const since = performance.now();
  const train = new GowerTree(points.first('train', points.mostReferences));
  const near = (side: 'synthetic' | 'holdout', note: string): Promise<NearestRecords> =>
    nearestRecords(points.first(side, queries), train, 2, { pace: tables.pace, note });
  const synthetic = await near('synthetic', 'synthetic to all training rows');
  const holdout = await near('holdout', 'held-out to all training rows');
  return [
    distanceRatio(M.dcrRatio, 0.5, synthetic, holdout, since),
    distanceRatio(M.dcrP5Ratio, 0.05, synthetic, holdout, since),
    neighbourRatio(M.nndrMedian, 0.5, synthetic, holdout, since),
    neighbourRatio(M.nndrP5, 0.05, synthetic, holdout, since),
    largestShare(synthetic, holdout, since),
  ];
}

/** A quantile of distances to the nearest training row, synthetic over held-out. */
function distanceRatio(
  definition: MeasureDefinition,
  level: number,
  synthetic: NearestRecords,
  holdout: NearestRecords,
  since: number,
): Measure {
  const [made, real] = [ofNearest(synthetic), ofNearest(holdout)];
  const { quantile, beside, interval } = compareQuantiles(made, real, level, [0, 1]);
  // Where both are 0, synthetic rows are as near as real ones are.
  const ratio = (distance: number): number => (distance === beside ? 1 : Math.min(MOST_RATIO, distance / beside));
  return measured(
    definition,
    { score: ratio(quantile), reference: 1, interval: [ratio(interval[0]), ratio(interval[1])] },
    since,
  );
}

/** A quantile of the distance to the nearest over that to the second nearest: near 0 for a copy of a row that stands alone. */
function neighbourRatio(
  definition: MeasureDefinition,
  level: number,
  synthetic: NearestRecords,
  holdout: NearestRecords,
  since: number,
): Measure {
  const { quantile, beside, interval } = compareQuantiles(ratios(synthetic), ratios(holdout), level, [0, 1]);
  return measured(definition, { score: quantile, reference: beside, interval }, since);
}

/** The largest share of rows that have the same training row as their nearest: memorised once and made many times. */
function largestShare(synthetic: NearestRecords, holdout: NearestRecords, since: number): Measure {
  const [found, usual] = [mostOfOneRow(synthetic), mostOfOneRow(holdout)];
  const outcome = { score: found.share, reference: usual.share, interval: shareBeside(found, usual) };
  return measured(M.largestShareOfOneRow, outcome, since);
}

function mostOfOneRow({ k, rows }: NearestRecords): { share: number; of: number } {
  const counts = new Map<number, number>();
  const n = rows.length / k;
  for (let i = 0; i < n; i++) counts.set(rows[i * k] as number, (counts.get(rows[i * k] as number) ?? 0) + 1);
  return { share: [...counts.values()].reduce((most, count) => Math.max(most, count), 0) / n, of: n };
}

function ofNearest({ k, distances }: NearestRecords): Float64Array {
  return Float64Array.from({ length: distances.length / k }, (_, i) => distances[i * k] as number);
}

function ratios({ k, distances }: NearestRecords): Float64Array {
  return Float64Array.from(
    { length: distances.length / k },
    (_, i) => ((distances[i * k] as number) + SMALLEST) / ((distances[i * k + 1] as number) + SMALLEST),
  );
}
