import type { Projection } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ComparedColumn } from '../compared-columns';
import type { Pace } from '../pace';
import { quantileOf } from '../quantile';
import { principalComponents, project, type Plane } from './principal-components';
import { ProjectedCoordinates } from './projected-coordinates';

const MOST_ROWS = 5000;
const FEWEST_ROWS = 20;
const MOST_COLUMNS = 200;
const CELLS = 28;
/** Of either table's rows beyond each end of the grid; they count in its outermost cells. */
const SHARE_BEYOND = 0.005;
/** A cell of fewer real rows could point at a person. */
const FEWEST_IN_CELL = 5;
const DIGITS = 4;

/**
 * Training and synthetic rows on the two first principal components of the training rows, on a grid of 28 x 28 square
 * cells. Equally many rows of both, at most 5,000 and `sampleRows`, and at most 200 columns, all drawn by the seed; what
 * rows are as points says ProjectedCoordinates. The same tables and seed give the same projection, signs included.
 *
 * null where there are fewer than 20 rows on a side or fewer than two directions in which training rows differ.
 */
export async function projection(
  columns: readonly ComparedColumn[],
  rows: { train: number; synthetic: number },
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<Projection | null> {
  const { seed, pace } = options;
  const size = Math.min(rows.train, rows.synthetic, MOST_ROWS, Math.floor(options.sampleRows));
  if (size < FEWEST_ROWS) return null;
  await pace.turn({ note: 'projecting rows', done: 0, total: 1 });
  const usable = columns.filter((c) => c.kind !== 'free');
  const seen = [...new RandomStream(seed, 'quality/projection-columns').sample(usable.length, MOST_COLUMNS)].map(
    (i) => usable[i] as ComparedColumn,
  );
  const drawn = (side: 'train' | 'synthetic'): Uint32Array =>
    new RandomStream(seed, `quality/projection-rows/${side}`).sample(rows[side], size);
  const trainRows = drawn('train');
  const coordinates = new ProjectedCoordinates(seen, trainRows);
  if (coordinates.width < 2) return null;
  const real = coordinates.points('train', trainRows);
  const components = await principalComponents(real, pace);
  const { variances, total } = components;
  if (!(variances[1] > total * 1e-9)) return null;
  return {
    explained: [rounded(variances[0] / total), rounded(variances[1] / total)],
    ...grid(project(real, components), project(coordinates.points('synthetic', drawn('synthetic')), components)),
    rows: size,
  };
}

function grid(real: Plane, synthetic: Plane): Pick<Projection, 'xEdges' | 'yEdges' | 'real' | 'synthetic'> {
  const x = rangeOf([real.x, synthetic.x]);
  const y = rangeOf([real.y, synthetic.y]);
  const side = Math.max(x.high - x.low, y.high - y.low) / CELLS;
  const start = { x: (x.low + x.high - CELLS * side) / 2, y: (y.low + y.high - CELLS * side) / 2 };
  const cell = (value: number, from: number): number =>
    Math.max(0, Math.min(CELLS - 1, Math.floor((value - from) / side)));
  const shares = (plane: Plane, fewest: number): number[] => {
    const counts = new Float64Array(CELLS * CELLS);
    for (let i = 0; i < plane.x.length; i++) {
      const at = cell(plane.y[i] as number, start.y) * CELLS + cell(plane.x[i] as number, start.x);
      counts[at] = (counts[at] as number) + 1;
    }
    return Array.from(counts, (count) => (count < fewest ? 0 : rounded(count / plane.x.length)));
  };
  const edges = (from: number): number[] => Array.from({ length: CELLS + 1 }, (_, k) => rounded(from + k * side));
  return {
    xEdges: edges(start.x),
    yEdges: edges(start.y),
    real: shares(real, FEWEST_IN_CELL),
    synthetic: shares(synthetic, 1),
  };
}

/** What spans nearly all rows of each table. */
function rangeOf(tables: readonly Float64Array[]): { low: number; high: number } {
  const sorted = tables.map((values) => values.slice().sort());
  return {
    low: Math.min(...sorted.map((values) => quantileOf(values, SHARE_BEYOND))),
    high: Math.max(...sorted.map((values) => quantileOf(values, 1 - SHARE_BEYOND))),
  };
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
