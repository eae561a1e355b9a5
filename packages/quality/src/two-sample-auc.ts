import type { Measure, Telltale } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn } from './compared-columns';
import { measured, notComputed, type MeasureDefinition } from './measured';
import type { Pace } from './pace';
import { binNamed, binOrdered, type BinnedColumn } from './two-sample/binned-table';
import { crossValidatedAuc } from './two-sample/cross-validated-auc';
import { ShuffledColumns } from './two-sample/shuffled-columns';

const DEFINITION: MeasureDefinition = {
  name: 'two_sample_auc',
  family: 'fidelity',
  better: 'lower',
  meaning:
    'How often a trained classifier picks the synthetic row from a pair of one synthetic and one held-out real row: 0.5 is guessing, 1 is always.',
};

const MOST_COLUMNS = 200;
const FEWEST_ROWS = 20;
const Z_95 = 1.959963984540054;

export interface TwoSampleTest {
  measure: Measure;
  telltales: Telltale[];
  notes: string[];
}

type Side = 'train' | 'holdout' | 'synthetic';

/**
 * The classifier two-sample test (Lopez-Paz and Oquab, ICLR 2017) with boosted trees: equally many synthetic and
 * held-out rows, at most `sampleRows` of each, AUC by five-fold cross-validation with DeLong's 95 % interval. The
 * reference tells held-out from training rows in the same way: what sampling alone gives. `telltales` are the columns
 * whose shuffling costs the classifier most (see ShuffledColumns); none where its interval holds 0.5.
 */
export async function twoSampleAuc(
  columns: readonly ComparedColumn[],
  rows: Record<Side, number>,
  options: { sampleRows: number; seed: number; pace: Pace },
): Promise<TwoSampleTest> {
  const since = performance.now();
  const { seed, pace } = options;
  const notes: string[] = [];
  const none = (reason: string): TwoSampleTest => ({
    measure: notComputed(DEFINITION, reason, since),
    telltales: [],
    notes,
  });
  const usable = columns.filter((c) => c.kind !== 'free');
  if (usable.length === 0) return none('no column can be compared');
  const size = Math.min(rows.holdout, rows.synthetic, Math.floor(options.sampleRows));
  if (size < FEWEST_ROWS)
    return none(`it needs ${FEWEST_ROWS} held-out and ${FEWEST_ROWS} synthetic rows or more, and has ${size}`);
  const seen = [...new RandomStream(seed, 'quality/two-sample-columns').sample(usable.length, MOST_COLUMNS)].map(
    (i) => usable[i] as ContinuousColumn | DiscreteColumn,
  );
  if (seen.length < usable.length)
    notes.push(`Two-sample test: ${seen.length} of ${usable.length} columns, drawn with seed ${seed}.`);
  const drawn = (side: Side): Uint32Array =>
    new RandomStream(seed, `quality/two-sample-rows/${side}`).sample(rows[side], size);
  const holdout = drawn('holdout');
  const shuffled = new ShuffledColumns(
    seen.map((c) => c.schema.name),
    { seed, pace },
  );
  const told = (side: 'synthetic' | 'train', note: string): ReturnType<typeof crossValidatedAuc> => {
    const other = drawn(side);
    const table = { rows: holdout.length + other.length, columns: seen.map((c) => binned(c, holdout, side, other)) };
    const labels = new Uint8Array(table.rows).fill(1, holdout.length);
    return crossValidatedAuc(table, labels, { seed, pace, note, ...(side === 'synthetic' && { shuffled }) });
  };
  await pace.turn({ note: 'telling synthetic from real', done: 0, total: 1 });
  const { auc, variance } = await told('synthetic', 'telling synthetic from real');
  const reference = rows.train < FEWEST_ROWS ? null : (await told('train', 'telling real from real')).auc;
  const margin = Z_95 * Math.sqrt(variance);
  if (size < rows.holdout || size < rows.synthetic)
    notes.push(`Two-sample test: ${size} rows of each table, drawn with seed ${seed}.`);
  const interval: [number, number] = [Math.max(0, auc - margin), Math.min(1, auc + margin)];
  const measure = measured(DEFINITION, { score: auc, reference, interval }, since);
  // A classifier that may be guessing has nothing to give away.
  return { measure, telltales: interval[0] > 0.5 ? shuffled.telltales() : [], notes };
}

/** The held-out rows and below them the other table's, in common bins. */
function binned(
  column: ContinuousColumn | DiscreteColumn,
  holdout: Uint32Array,
  side: 'synthetic' | 'train',
  other: Uint32Array,
): BinnedColumn {
  const rows = holdout.length + other.length;
  if (column.kind === 'continuous')
    return binOrdered(stack(column.holdout, holdout, column[side], other, new Float64Array(rows)));
  return binNamed(stack(column.holdout, holdout, column[side], other, new Int32Array(rows)));
}

function stack<T extends Float64Array | Int32Array>(a: T, rowsA: Uint32Array, b: T, rowsB: Uint32Array, out: T): T {
  for (const [i, row] of rowsA.entries()) out[i] = a[row] as number;
  for (const [i, row] of rowsB.entries()) out[rowsA.length + i] = b[row] as number;
  return out;
}
