import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ColumnScore } from '../../column-scores';
import type { ComparedColumn, Trio } from '../../compared-columns';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import type { Pace } from '../../pace';
import { QuantileSpace } from '../neighbours/quantile-space';
import type { ColumnMeasure } from '../sdmetrics/column-measures';
import { scoreColumns } from '../sdmetrics/score-columns';
import { modeDrop, modeDuplication, modesOf } from './modes';
import { meanPairwiseDistance, uniqueRowShare } from './row-variety';
import { tailCoverage } from './tail-coverage';
import { entropyRatio, spreadRatio } from './variety';
import { thinnestTail } from './thinnest-tail';

/** All pairs of this many rows: half a million distances. */
const PAIRWISE_ROWS = 1_000;

const RATIOS: readonly ColumnMeasure[] = [
  {
    name: 'tail_coverage',
    family: 'collapse',
    better: 'higher',
    meaning: 'How much of the lowest and the highest 1 % of real numbers and times the synthetic rows still have.',
    none: 'no number or time column has values beyond its real 1 % and 99 % quantiles',
    of: (c, side) => (c.kind === 'continuous' ? tailCoverage(c.train, c[side]) : undefined),
  },
  {
    name: 'entropy_ratio',
    family: 'collapse',
    better: 'higher',
    meaning:
      'How mixed the synthetic categories are against the real ones: below 1, frequent ones crowd out the rare; above 1 is no sign of collapse, and no better than 1.',
    none: 'no category or boolean column varies in the real rows',
    of: (c, side) => (c.kind === 'discrete' ? entropyRatio(c.train, c[side], c.levels.length) : undefined),
  },
  {
    name: 'spread_ratio',
    family: 'collapse',
    better: 'higher',
    meaning:
      'How far synthetic numbers and times spread against the real ones, as standard deviations: below 1 is narrower; above 1 is no sign of collapse, and no better than 1.',
    none: 'no number or time column varies in the real rows',
    of: (c, side) => (c.kind === 'continuous' ? spreadRatio(c.train, c[side]) : undefined),
  },
];

const DISTANCE: MeasureDefinition = {
  name: 'mean_pairwise_distance_ratio',
  family: 'collapse',
  better: 'higher',
  meaning:
    'How far synthetic rows are from each other against real rows: below 1 they have become more alike; above 1 is no sign of collapse, and no better than 1.',
};
const UNIQUE: MeasureDefinition = {
  name: 'unique_row_share',
  family: 'collapse',
  better: 'higher',
  meaning: 'The share of different rows among the synthetic ones; the reference is that of as many real rows.',
};
const DROP: MeasureDefinition = {
  name: 'mode_drop',
  family: 'collapse',
  better: 'lower',
  meaning:
    'The share of common real levels and value ranges that are missing or have lost three quarters of their rows.',
};
const DUPLICATION: MeasureDefinition = {
  name: 'mode_duplication',
  family: 'collapse',
  better: 'lower',
  meaning: 'How much more of the rows the most over-represented level or value range takes than among real rows.',
};

/**
 * What model collapse shows in, against `train`, here the frozen real rows of the first generation: tail_coverage,
 * entropy_ratio, spread_ratio, mean_pairwise_distance_ratio, unique_row_share, mode_drop, mode_duplication,
 * tail_coverage_worst.
 * (category_coverage, which belongs to them, is SDMetrics' own.) The reference is the score of held-out rows, of
 * unique_row_share that of as many frozen rows.
 */
export async function collapseMeasures(
  columns: readonly ComparedColumn[],
  rows: Trio<number>,
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<{ measures: Measure[]; scores: ColumnScore[] }> {
  const { pace } = options;
  const ratios = await scoreColumns(columns, pace, RATIOS);
  const measures = [...ratios.measures];
  const turn = async (name: string): Promise<void> => {
    if (pace.due()) await pace.turn({ note: `measuring ${name}`, done: measures.length, total: 7 });
  };
  await turn(DISTANCE.name);
  measures.push(await pairwiseDistance(columns, rows, options));
  await turn(UNIQUE.name);
  measures.push(uniqueRows(columns, rows, options));
  await turn(DROP.name);
  measures.push(...modeMeasures(columns, rows));
  measures.push(thinnestTail(columns));
  return { measures, scores: ratios.scores };
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
  const modes = modesOf(columns);
  return [
    { definition: DROP, of: modeDrop, none: 'no level or value range holds 1 % of the real rows' },
    { definition: DUPLICATION, of: modeDuplication, none: 'no column can be compared' },
  ].map(({ definition, of, none }) => {
    const score = of(modes, 'synthetic');
    if (score === null) return notComputed(definition, none, since);
    return measured(definition, { score, reference: rows.holdout === 0 ? null : of(modes, 'holdout') }, since);
  });
}
