import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ComparedColumn, Trio } from '../../compared-columns';
import type { ScorePair } from '../../column-shapes';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import type { Pace } from '../../pace';
import { QuantileSpace } from '../neighbours/quantile-space';
import { overColumns } from '../sdmetrics/score-columns';
import { modeDrop, modeDuplication, modesOf } from './modes';
import { meanPairwiseDistance, uniqueRowShare } from './row-variety';
import { tailCoverage } from './tail-coverage';
import { entropyRatio, spreadRatio } from './variety';

/** All pairs of this many rows: half a million distances. */
const PAIRWISE_ROWS = 1_000;

type Side = keyof ScorePair;
interface ColumnRatio extends MeasureDefinition {
  none: string;
  of(column: ComparedColumn, side: Side): number | null;
}

const RATIOS: readonly ColumnRatio[] = [
  {
    name: 'tail_coverage',
    better: 'higher',
    meaning: 'How much of the lowest and the highest 1 % of real numbers and times the synthetic rows still have.',
    none: 'no number or time column has values beyond its real 1 % and 99 % quantiles',
    of: (c, side) => (c.kind === 'continuous' ? tailCoverage(c.train, c[side]) : null),
  },
  {
    name: 'entropy_ratio',
    better: 'higher',
    meaning: 'How mixed the synthetic categories are against the real ones: below 1, frequent ones crowd out the rare.',
    none: 'no category or boolean column varies in the real rows',
    of: (c, side) => (c.kind === 'discrete' ? entropyRatio(c.train, c[side], c.levels.length) : null),
  },
  {
    name: 'spread_ratio',
    better: 'higher',
    meaning:
      'How far synthetic numbers and times spread against the real ones, as standard deviations: below 1 is narrower.',
    none: 'no number or time column varies in the real rows',
    of: (c, side) => (c.kind === 'continuous' ? spreadRatio(c.train, c[side]) : null),
  },
];

const DISTANCE: MeasureDefinition = {
  name: 'mean_pairwise_distance_ratio',
  better: 'higher',
  meaning: 'How far synthetic rows are from each other against real rows: below 1 they have become more alike.',
};
const UNIQUE: MeasureDefinition = {
  name: 'unique_row_share',
  better: 'higher',
  meaning: 'The share of different rows among the synthetic ones; the reference is that of as many real rows.',
};
const DROP: MeasureDefinition = {
  name: 'mode_drop',
  better: 'lower',
  meaning:
    'The share of common real levels and value ranges that are missing or have lost three quarters of their rows.',
};
const DUPLICATION: MeasureDefinition = {
  name: 'mode_duplication',
  better: 'lower',
  meaning: 'How much more of the rows the most over-represented level or value range takes than among real rows.',
};

/**
 * What model collapse shows in, against `train`, here the frozen real rows of the first generation: tail_coverage,
 * entropy_ratio, spread_ratio, mean_pairwise_distance_ratio, unique_row_share, mode_drop, mode_duplication.
 * (category_coverage, which belongs to them, is SDMetrics' own.) The reference is the score of held-out rows, of
 * unique_row_share that of as many frozen rows.
 */
export async function collapseMeasures(
  columns: readonly ComparedColumn[],
  rows: Trio<number>,
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<Measure[]> {
  const { pace } = options;
  const measures: Measure[] = [];
  const turn = async (name: string): Promise<void> => {
    if (pace.due()) await pace.turn({ note: `measuring ${name}`, done: measures.length, total: 7 });
  };
  for (const ratio of RATIOS) {
    await turn(ratio.name);
    const since = performance.now();
    const scores = columns.map((c) => ({
      synthetic: ratio.of(c, 'synthetic'),
      holdout: rows.holdout === 0 ? null : ratio.of(c, 'holdout'),
    }));
    measures.push(overColumns(ratio, scores, ratio.none, since));
  }
  await turn(DISTANCE.name);
  measures.push(await pairwiseDistance(columns, rows, options));
  await turn(UNIQUE.name);
  measures.push(uniqueRows(columns, rows, options));
  await turn(DROP.name);
  measures.push(...modeMeasures(columns, rows));
  return measures;
}

async function pairwiseDistance(
  columns: readonly ComparedColumn[],
  rows: Trio<number>,
  { sampleRows, seed, pace }: { sampleRows: number; seed: number; pace: Pace },
): Promise<Measure> {
  const since = performance.now();
  const space = new QuantileSpace(columns);
  const of = async (side: keyof Trio<unknown>): Promise<number | null> => {
    const size = Math.floor(Math.min(rows[side], sampleRows, PAIRWISE_ROWS));
    return meanPairwiseDistance(
      space.points(side, new RandomStream(seed, `quality/pairwise-rows/${side}`).sample(rows[side], size)),
      pace,
    );
  };
  const real = await of('train');
  if (real === null || real === 0) return notComputed(DISTANCE, 'the real rows do not differ from each other', since);
  const synthetic = await of('synthetic');
  if (synthetic === null) return notComputed(DISTANCE, 'it needs two synthetic rows', since);
  const holdout = await of('holdout');
  return measured(DISTANCE, { score: synthetic / real, reference: holdout === null ? null : holdout / real }, since);
}

function uniqueRows(columns: readonly ComparedColumn[], rows: Trio<number>, { seed }: { seed: number }): Measure {
  const since = performance.now();
  const usable = columns.filter((c) => c.kind !== 'free');
  const size = Math.min(rows.train, rows.synthetic);
  const of = (side: 'train' | 'synthetic'): number | null =>
    uniqueRowShare(
      usable.map((c) => c[side]),
      new RandomStream(seed, `quality/unique-rows/${side}`).sample(rows[side], size),
    );
  const score = of('synthetic');
  if (score === null) return notComputed(UNIQUE, 'there are no rows or no columns to compare', since);
  return measured(UNIQUE, { score, reference: of('train') }, since);
}

function modeMeasures(columns: readonly ComparedColumn[], rows: Trio<number>): Measure[] {
  const since = performance.now();
  if (rows.train === 0 || rows.synthetic === 0)
    return [DROP, DUPLICATION].map((d) => notComputed(d, 'there are no rows to compare', since));
  const synthetic = modesOf(columns, 'synthetic');
  const holdout = rows.holdout === 0 ? [] : modesOf(columns, 'holdout');
  return [
    { definition: DROP, of: modeDrop, none: 'no level or value range holds 1 % of the real rows' },
    { definition: DUPLICATION, of: modeDuplication, none: 'no column can be compared' },
  ].map(({ definition, of, none }) => {
    const score = of(synthetic);
    return score === null
      ? notComputed(definition, none, since)
      : measured(definition, { score, reference: of(holdout) }, since);
  });
}
