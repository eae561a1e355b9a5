import type { Measure } from '@headwater/contracts';
import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { exactMatches } from '../../src/copies/exact-matches';
import { RowDigests } from '../../src/copies/row-digests';
import { amongTraining } from '../../src/distances/among-training';
import { closerToTrain } from '../../src/distances/closer-to-train';
import { GowerTree } from '../../src/distances/gower-tree';
import { nearestRecords } from '../../src/distances/nearest-records';
import { inEqualNumbers, tablesOf } from './case-tables';

interface Expected {
  in_equal_numbers: {
    share: number;
    nndr: Record<'synthetic' | 'holdout', { median: number; p5: number }>;
  };
  to_all: { dcr_ratio: number; dcr_p5: [number, number]; exact_matches: [number, number] };
}
/** The first distances of synthetic to training rows, and numbers that show whether all are the same. */
interface InShort {
  dcr: { first: number[]; mean: number; squares: number; deciles: number[] };
}

const expected = readExpected<Expected>('privacy');
const sdmetrics = readExpected<InShort>('sdmetrics');

/** Distances to the closest record, and what is made of them. */
export async function compareDistances(one: Case): Promise<Comparison[]> {
  const { in_equal_numbers: equal, to_all: all } = expected[one.name] as Expected;
  const cut = tablesOf(inEqualNumbers(one));
  const mostly = new Comparisons('mostlyai-qa 1.10.11, on Gower');
  const closer = await closerToTrain(cut.tables, cut.points, 10_000);
  mostly.exact('share_closer_to_train', 'table', closer.measure.score, equal.share);
  const near = await amongTraining(cut.tables, cut.points, 10_000);
  for (const [measure, level] of [
    ['nndr_median', 'median'],
    ['nndr_p5', 'p5'],
  ] as const) {
    mostly.exact(measure, 'synthetic rows', named(near, measure).score, equal.nndr.synthetic[level]);
    mostly.exact(measure, 'held-out rows', named(near, measure).reference, equal.nndr.holdout[level]);
  }

  const whole = tablesOf(one);
  const numpy = new Comparisons('formula in numpy and pandas');
  const toAll = await amongTraining(whole.tables, whole.points, 10_000);
  numpy.exact('dcr_ratio_to_holdout', 'table', named(toAll, 'dcr_ratio_to_holdout').score, all.dcr_ratio);
  const [made, real] = all.dcr_p5;
  const p5 = made === real ? 1 : Math.min(100, made / real);
  numpy.exact('dcr_p5_ratio_to_holdout', 'table', named(toAll, 'dcr_p5_ratio_to_holdout').score, p5);
  const copies = exactMatches({ train: RowDigests.of(one.train), holdout: one.holdout, synthetic: one.synthetic });
  numpy.exact('exact_matches', 'synthetic rows', copies.score, all.exact_matches[0]);
  numpy.exact('exact_matches', 'held-out rows', copies.reference, all.exact_matches[1]);
  return [...mostly.all, ...numpy.all, ...(await compareWithSdmetrics(one, whole))];
}

async function compareWithSdmetrics(one: Case, { tables, points }: ReturnType<typeof tablesOf>): Promise<Comparison[]> {
  const { dcr } = sdmetrics[one.name] as InShort;
  const tree = new GowerTree(points.first('train', one.train.rows));
  const { distances } = await nearestRecords(points.first('synthetic', one.synthetic.rows), tree, 1, {
    pace: tables.pace,
    note: 'test',
  });
  const inOrder = new Float64Array(distances.length);
  for (const [place, row] of tables.order.synthetic.entries()) inOrder[row] = distances[place] as number;
  const found = new Comparisons('SDMetrics 0.32');
  for (const [row, distance] of dcr.first.entries())
    found.exact('distance to closest record', `row ${row}`, inOrder[row], distance);
  const mean = (of: (d: number) => number): number => inOrder.reduce((sum, d) => sum + of(d), 0) / inOrder.length;
  found.exact(
    'distance to closest record',
    'mean',
    mean((d) => d),
    dcr.mean,
  );
  found.exact(
    'distance to closest record',
    'mean of squares',
    mean((d) => d * d),
    dcr.squares,
  );
  const sorted = inOrder.slice().sort();
  for (const [i, decile] of dcr.deciles.entries()) {
    const at = (i / 10) * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(at)] as number, sorted[Math.ceil(at)] as number];
    found.exact('distance to closest record', `decile ${i}`, low + (at - Math.floor(at)) * (high - low), decile);
  }
  return found.all;
}

function named(measures: readonly Measure[], name: string): Measure {
  const found = measures.find((m) => m.name === name);
  if (found === undefined) throw new Error(`no measure ${name}`);
  return found;
}
