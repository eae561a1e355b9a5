import type { ColumnSchema, PhysicalType } from '@headwater/contracts';

const BINS = 10;
const NANOSECONDS_OF_UNIT: Partial<Record<PhysicalType, number>> = {
  'timestamp[s]': 1e9,
  'timestamp[ms]': 1e6,
  'timestamp[us]': 1e3,
};

/** Bin numbers run from 1 to this: numpy puts the greatest value, and missing ones, one past the last bin. */
export const TOP_BIN = BINS + 1;

/**
 * Bin numbers of a continuous column as SDMetrics' pair trends report makes them: `np.digitize` on the edges of
 * `np.histogram_bin_edges`, ten of equal width from the least to the greatest value of this very sample. (So real and
 * synthetic rows are binned apart, which forgives shifts and stretches; it is kept for comparability.)
 * null if an infinity makes the edges undefined.
 */
export function equalWidthBins(values: Float64Array, schema: ColumnSchema): Int32Array | null {
  const scale = nanoseconds(schema);
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) [low, high] = [0, 1];
  const edges = histogramEdges(low * scale, high * scale);
  if (edges === null) return null;
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? TOP_BIN : binOf(value * scale, edges)));
}

/** numpy's equal-width edges, step by step in its order of operations, so that ties at an edge fall alike. */
function histogramEdges(low: number, high: number): Float64Array | null {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null;
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const delta = high - low;
  const step = delta / BINS;
  const edges = new Float64Array(BINS + 1);
  for (let k = 0; k < BINS; k++) edges[k] = (step === 0 ? (k / BINS) * delta : k * step) + low;
  edges[BINS] = high;
  return edges;
}

function binOf(value: number, edges: Float64Array): number {
  let bin = 0;
  while (bin < edges.length && (edges[bin] as number) <= value) bin++;
  return bin;
}

/** SDMetrics bins times as nanoseconds; the edges round alike only in that unit. */
function nanoseconds(schema: ColumnSchema): number {
  if (schema.type === 'date') return 86_400e9;
  if (schema.type !== 'timestamp') return 1;
  return NANOSECONDS_OF_UNIT[schema.physical] ?? 1;
}
