import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { compareColumns, type ContinuousColumn, type DiscreteColumn } from '../compared-columns';
import { Pace, type Watcher } from '../pace';
import { binNamed, binOrdered, type BinnedColumn } from './binned-table';
import { HeldOutRows } from './held-out-rows';
import { FOLDS, modelsByFold } from './models-by-fold';

const TREES = 60;
/** Fewer rows than these on a side teach a classifier nothing. */
const FEWEST_ROWS = 50;

export interface DensityRatioRequest extends Watcher {
  real: Frame;
  synthetic: Frame;
  seed: number;
}

/**
 * Of each synthetic row how dense real rows are where it lies, over how dense synthetic ones are: the odds that boosted
 * trees give it of being real, by the models of five folds that did not learn from it (Sugiyama, Suzuki and Kanamori,
 * "Density Ratio Estimation in Machine Learning", 2012, section 4). Equally many rows of both sides are learnt from. All
 * ones where there are too few rows, or only identifiers and texts.
 */
export async function densityRatios({ real, synthetic, seed, ...watcher }: DensityRatioRequest): Promise<Float64Array> {
  const ratios = new Float64Array(synthetic.rows).fill(1);
  const columns = compareColumns(real, takeNone(real), synthetic).filter((c) => c.kind !== 'free');
  if (columns.length === 0 || Math.min(real.rows, synthetic.rows) < FEWEST_ROWS) return ratios;
  const pace = new Pace(watcher);
  const taken = new RandomStream(seed, 'quality/density-ratio-rows').sample(real.rows, synthetic.rows);
  const table = { rows: taken.length + synthetic.rows, columns: columns.map((c) => stacked(c, taken)) };
  const labels = new Uint8Array(table.rows).fill(1, 0, taken.length);
  const order = new RandomStream(seed, 'quality/density-ratio-folds').permutation(table.rows);
  const folds = new Uint8Array(table.rows);
  order.forEach((row, i) => (folds[row] = i % FOLDS));
  const models = modelsByFold(table, labels, folds, { trees: TREES, pace, note: 'weighing synthetic rows' });
  for await (const { model, heldOut } of models) {
    const asked = heldOut.filter((row) => row >= taken.length);
    const { scores } = new HeldOutRows(model, table, asked);
    // The prior odds are those of the sides' sizes.
    const prior = taken.length / synthetic.rows;
    asked.forEach((row, i) => (ratios[row - taken.length] = Math.exp(scores[i] as number) / prior));
  }
  return ratios;
}

function stacked(column: ContinuousColumn | DiscreteColumn, real: Uint32Array): BinnedColumn {
  if (column.kind === 'continuous') {
    const { train, synthetic } = column;
    return binOrdered(Float64Array.from([...pick(train, real), ...synthetic]));
  }
  return binNamed(Int32Array.from([...pick(column.train, real), ...column.synthetic]));
}

function pick(values: Float64Array | Int32Array, rows: Uint32Array): number[] {
  return Array.from(rows, (row) => values[row] as number);
}

function takeNone(frame: Frame): Frame {
  const columns = frame.columns.map((c) =>
    c.kind === 'numeric'
      ? { ...c, values: new Float64Array(0), valid: null }
      : { ...c, codes: new Int32Array(0), levels: [] },
  );
  return { schema: frame.schema, rows: 0, columns };
}
