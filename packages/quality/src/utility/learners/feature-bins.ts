import type { BinnedColumn, BinnedTable } from '../../two-sample/binned-table';
import type { FeatureColumn, FeatureRows } from './feature-rows';

/** Beside bin 0, which is for missing values. */
const MOST_BINS = 255;

type ColumnBins =
  | { kind: 'continuous'; thresholds: Float64Array }
  /** The bin of each code; 0 where the training rows do not hold the level. */
  | { kind: 'discrete'; bin: Uint8Array; count: number };

/**
 * Bins found on the training rows and applied to any others, as scikit-learn's HistGradientBoosting does: numbers are
 * cut halfway between neighbours, or at 254 quantiles; levels have one bin each, most frequent first, the rarest one
 * together. A level that the training rows do not hold counts as missing.
 */
export class FeatureBins {
  private readonly columns: ColumnBins[];

  constructor(training: FeatureRows) {
    this.columns = training.columns.map((column) =>
      column.kind === 'continuous'
        ? { kind: 'continuous', thresholds: thresholdsOf(column.values) }
        : { kind: 'discrete', ...levelBins(column.codes, column.levels) },
    );
  }

  apply(features: FeatureRows): BinnedTable {
    const columns = features.columns.map((column, j) => binned(this.columns[j] as ColumnBins, column));
    return { rows: features.rows, columns };
  }
}

function binned(bins: ColumnBins, column: FeatureColumn): BinnedColumn {
  if (bins.kind === 'continuous' && column.kind === 'continuous') {
    const { thresholds } = bins;
    const out = new Uint8Array(column.values.length);
    for (const [i, v] of column.values.entries()) out[i] = isNaN(v) ? 0 : 1 + countBelow(thresholds, v);
    return { bins: out, count: thresholds.length + 2, ordered: true };
  }
  if (bins.kind === 'discrete' && column.kind === 'discrete') {
    const out = new Uint8Array(column.codes.length);
    for (const [i, code] of column.codes.entries()) out[i] = code < 0 ? 0 : (bins.bin[code] ?? 0);
    return { bins: out, count: bins.count, ordered: false };
  }
  throw new RangeError('feature bins: a column is not of the kind it was in the training rows');
}

function levelBins(codes: Int32Array, levels: number): { bin: Uint8Array; count: number } {
  const counts = new Float64Array(levels);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const held = [...counts.keys()].filter((level) => counts[level] !== 0);
  held.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const bin = new Uint8Array(levels);
  for (const [rank, level] of held.entries()) bin[level] = Math.min(rank + 1, MOST_BINS);
  return { bin, count: Math.min(held.length, MOST_BINS) + 1 };
}

function thresholdsOf(values: Float64Array): Float64Array {
  const sorted = values.filter((v) => !Number.isNaN(v)).sort();
  const distinct = sorted.filter((v, i) => i === 0 || v !== sorted[i - 1]);
  if (distinct.length <= MOST_BINS)
    return Float64Array.from(distinct.subarray(1), (v, i) => ((distinct[i] as number) + v) / 2);
  const cuts = new Set<number>();
  for (let k = 1; k < MOST_BINS; k++) cuts.add(quantile(sorted, k));
  return Float64Array.from(cuts);
}

/** The quantile k / MOST_BINS by the averaged inverse of the empirical distribution function. */
function quantile(sorted: Float64Array, k: number): number {
  const below = Math.floor((k * sorted.length) / MOST_BINS);
  const value = sorted[below] as number;
  return (k * sorted.length) % MOST_BINS === 0 ? ((sorted[below - 1] as number) + value) / 2 : value;
}

/** How many of the increasing thresholds are below the value. */
function countBelow(thresholds: Float64Array, value: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((thresholds[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
