import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ComparedColumn, Trio } from '../../compared-columns';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import type { Pace } from '../../pace';
import { alphaPrecision, type AlphaPrecision } from './alpha-precision';
import { crossNeighbours } from './crossed-neighbours';
import { ownNeighbours } from './own-neighbours';
import { precisionRecall, type PrecisionRecall } from './precision-recall';
import { QuantileSpace } from './quantile-space';

/** Neighbours that make a ball, as Naeem et al. chose. */
const K = 5;

type Scores = PrecisionRecall & AlphaPrecision;

const DEFINITIONS: readonly (MeasureDefinition & { key: keyof Scores })[] = [
  define('precision', 'precision', 'The share of synthetic rows that lie where real rows are.'),
  define('recall', 'recall', 'The share of real rows that lie where synthetic rows are.'),
  define('density', 'density', 'How many real neighbourhoods a synthetic row lies in, against what is usual: about 1.'),
  define('coverage', 'coverage', 'The share of real rows that have a synthetic row in their neighbourhood.'),
  define('alpha_precision', 'alphaPrecision', 'Whether synthetic rows are as typical as real ones: 1 is the same.'),
  define(
    'beta_recall',
    'betaRecall',
    'How much of the variety of real rows synthetic rows stand for, typical to rare.',
  ),
  define(
    'authenticity',
    'authenticity',
    'The share of synthetic rows that are not closer to a real row than its next real one.',
  ),
];

function define(name: string, key: keyof Scores, meaning: string): MeasureDefinition & { key: keyof Scores } {
  return { name, key, better: 'higher', meaning };
}

/**
 * precision, recall, density, coverage, alpha_precision, beta_recall and authenticity on training quantiles and levels,
 * by exact nearest neighbours. Equally many training and synthetic rows, at most `sampleRows`, drawn with the seed; the
 * reference is the same of held-out rows, against as many training rows.
 */
export async function neighbourMeasures(
  columns: readonly ComparedColumn[],
  rows: Trio<number>,
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<Measure[]> {
  const since = performance.now();
  const usable = columns.filter((c) => c.kind !== 'free' && varies(c));
  const sizeOf = (side: 'synthetic' | 'holdout'): number =>
    Math.floor(Math.min(rows.train, rows[side], options.sampleRows));
  const reason =
    usable.length === 0
      ? 'no column that can be compared varies in the training rows'
      : sizeOf('synthetic') <= K
        ? `it needs ${K + 1} training and ${K + 1} synthetic rows or more, and has ${Math.max(0, sizeOf('synthetic'))}`
        : null;
  if (reason !== null) return DEFINITIONS.map(({ key: _, ...definition }) => notComputed(definition, reason, since));
  const space = new QuantileSpace(usable);
  const score = await against(space, 'synthetic', rows, sizeOf('synthetic'), options);
  const reference = sizeOf('holdout') <= K ? null : await against(space, 'holdout', rows, sizeOf('holdout'), options);
  return DEFINITIONS.map(({ key, ...definition }) =>
    measured(definition, { score: score[key], reference: reference?.[key] ?? null }, since),
  );
}

async function against(
  space: QuantileSpace,
  side: 'synthetic' | 'holdout',
  rows: Trio<number>,
  size: number,
  { seed, pace }: { seed: number; pace: Pace },
): Promise<Scores> {
  const drawn = (of: keyof Trio<unknown>): Uint32Array =>
    new RandomStream(seed, `quality/neighbour-rows/${of}`).sample(rows[of], size);
  const real = space.points('train', drawn('train'));
  const other = space.points(side, drawn(side));
  const note = side === 'synthetic' ? 'finding neighbours of synthetic rows' : 'finding neighbours of held-out rows';
  const ownReal = await ownNeighbours(real, K, pace, note);
  const ownOther = await ownNeighbours(other, K, pace, note);
  const crossing = await crossNeighbours(
    { points: real, radii: ownReal.kth },
    { points: other, radii: ownOther.kth },
    pace,
    note,
  );
  return { ...precisionRecall(crossing, K), ...alphaPrecision(real, other, ownReal.nearest, crossing) };
}

function varies(column: ComparedColumn): boolean {
  const { train } = column;
  return train.some((value) => !Object.is(value, train[0]));
}
