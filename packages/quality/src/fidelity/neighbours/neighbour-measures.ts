import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ComparedColumn, Trio } from '../../compared-columns';
import { measured, notComputed, type MeasureDefinition } from '../../measured';
import type { Pace } from '../../pace';
import { alphaPrecision, type AlphaPrecision } from './alpha-precision';
import { crossNeighbours } from './crossed-neighbours';
import { ownNeighbours, type OwnNeighbours } from './own-neighbours';
import { precisionRecall, type PrecisionRecall } from './precision-recall';
import { QuantileSpace, type Points } from './quantile-space';

/** Neighbours that make a ball, as Naeem et al. chose. */
const K = 5;
/** The cost grows with its square, and a share of so many rows is known to 0.007. */
const MOST_ROWS = 5_000;
const WORDS: Record<keyof Trio<unknown>, string> = { train: 'training', holdout: 'held-out', synthetic: 'synthetic' };

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
  return { name, key, family: 'fidelity', better: 'higher', meaning };
}

/**
 * precision, recall, density, coverage, alpha_precision, beta_recall and authenticity on training quantiles and levels,
 * by exact nearest neighbours. Equally many training and synthetic rows, at most 5,000 and `sampleRows`, drawn with the
 * seed; the reference is the same of held-out rows, against as many training rows. All of them depend on the number of
 * rows, so where half as many held-out rows are there, their number is taken for both.
 */
export async function neighbourMeasures(
  columns: readonly ComparedColumn[],
  rows: Trio<number>,
  options: Options,
): Promise<{ measures: Measure[]; notes: string[] }> {
  const since = performance.now();
  const usable = columns.filter((c) => c.kind !== 'free' && varies(c));
  const { synthetic, holdout } = sampleSizes(rows, options.sampleRows);
  const reason =
    usable.length === 0
      ? 'no column that can be compared varies in the training rows'
      : synthetic <= K
        ? `it needs ${K + 1} training and ${K + 1} synthetic rows or more, and has ${synthetic}`
        : null;
  if (reason !== null)
    return { measures: DEFINITIONS.map(({ key: _, ...d }) => notComputed(d, reason, since)), notes: [] };
  const space = new QuantileSpace(usable);
  const real = await sampleOf(space, 'train', rows, synthetic, options);
  const score = await against(real, await sampleOf(space, 'synthetic', rows, synthetic, options), options.pace);
  let reference: Scores | null = null;
  if (holdout > K) {
    const asMany = holdout === synthetic ? real : await sampleOf(space, 'train', rows, holdout, options);
    reference = await against(asMany, await sampleOf(space, 'holdout', rows, holdout, options), options.pace);
  }
  const measures = DEFINITIONS.map(({ key, ...definition }) =>
    measured(definition, { score: score[key], reference: reference?.[key] ?? null }, since),
  );
  const all = synthetic === rows.train && synthetic === rows.synthetic;
  const note = `Neighbours: ${synthetic} training and as many synthetic rows, drawn with seed ${options.seed}.`;
  return { measures, notes: all ? [] : [note] };
}

interface Options {
  sampleRows: number;
  seed: number;
  pace: Pace;
}

/** How many training rows the synthetic and the held-out ones are held against. */
function sampleSizes(rows: Trio<number>, sampleRows: number): { synthetic: number; holdout: number } {
  const most = Math.floor(Math.min(rows.train, sampleRows, MOST_ROWS));
  const synthetic = Math.min(most, rows.synthetic);
  const holdout = Math.min(most, rows.holdout);
  const common = Math.min(synthetic, holdout);
  return 2 * common < synthetic ? { synthetic, holdout } : { synthetic: common, holdout: common };
}

/** Drawn rows of one table and how far each is from its neighbours among them. */
interface Sample {
  points: Points;
  own: OwnNeighbours;
}

async function sampleOf(
  space: QuantileSpace,
  side: keyof Trio<unknown>,
  rows: Trio<number>,
  size: number,
  { seed, pace }: Options,
): Promise<Sample> {
  const drawn = new RandomStream(seed, `quality/neighbour-rows/${side}`).sample(rows[side], size);
  const points = space.points(side, drawn);
  return { points, own: await ownNeighbours(points, K, pace, `finding neighbours among ${WORDS[side]} rows`) };
}

async function against(real: Sample, other: Sample, pace: Pace): Promise<Scores> {
  const crossing = await crossNeighbours(
    { points: real.points, radii: real.own.kth },
    { points: other.points, radii: other.own.kth },
    pace,
    'finding neighbours across tables',
  );
  return {
    ...precisionRecall(crossing, K),
    ...alphaPrecision(real.points, other.points, real.own.nearest, crossing),
  };
}

function varies(column: ComparedColumn): boolean {
  const { train } = column;
  return train.some((value) => !Object.is(value, train[0]));
}
