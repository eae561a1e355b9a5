import type { ColumnComparison } from '@headwater/contracts';
import type { ContinuousColumn, FreeColumn } from '../compared-columns';

type Plot = ColumnComparison['plot'];

const MOST_BINS = 30;
/** As many training rows lie at or beyond each end of the plotted range, so that no extreme value shows. */
const ROWS_BEYOND_ENDS = 5;
const MILLISECONDS_OF_UNIT: Record<string, number> = {
  'timestamp[s]': 1000,
  'timestamp[us]': 1e-3,
  'timestamp[ns]': 1e-6,
};

/**
 * Shares of training and synthetic rows (of those with a finite value) in at most 30 common bins. The edges are round
 * numbers that span the training rows but for the outermost few; what lies beyond counts in the first and last bin.
 * Edges of dates are days since 1970-01-01, of time stamps milliseconds.
 */
export function continuousPlot(column: ContinuousColumn): Plot {
  const { type, physical } = column.schema;
  const scale = type === 'timestamp' ? (MILLISECONDS_OF_UNIT[physical] ?? 1) : 1;
  const plot = histogram(column.train, column.synthetic, { scale, whole: type === 'integer' || type === 'date' });
  return type === 'date' || type === 'timestamp' ? { ...plot, temporal: type } : plot;
}

/** How long the values of an identifier or text are, in characters; the values themselves are not shown. */
export function lengthPlot(column: FreeColumn): Plot {
  return histogram(column.train, column.synthetic, { scale: 1, whole: true });
}

function histogram(
  real: Float64Array,
  synthetic: Float64Array,
  options: { scale: number; whole: boolean },
): Extract<Plot, { kind: 'histogram' }> {
  const finite = (values: Float64Array): Float64Array => values.filter(Number.isFinite).map((v) => v * options.scale);
  const [r, s] = [finite(real), finite(synthetic)];
  const edges = roundEdges((r.length > 0 ? r : s).slice().sort(), options.whole);
  return { kind: 'histogram', edges, real: shares(r, edges), synthetic: shares(s, edges) };
}

/** Equally spaced edges on a round step; one bin a value where whole numbers are few. */
function roundEdges(sorted: Float64Array, whole: boolean): number[] {
  if (sorted.length === 0) return [0, 1];
  const skip = Math.min(ROWS_BEYOND_ENDS - 1, (sorted.length - 1) >> 1);
  const low = sorted[skip] as number;
  const high = sorted[sorted.length - 1 - skip] as number;
  if (whole && high - low < MOST_BINS) {
    return Array.from({ length: Math.round(high - low) + 2 }, (_, i) => Math.round(low) + i - 0.5);
  }
  // Divided before the difference is taken, which could overflow; and no finer than doubles of this size can tell apart.
  const width = Math.max(high / (MOST_BINS - 2) - low / (MOST_BINS - 2), Math.abs(low) * 1e-13);
  const step = roundStep(width || 1);
  const first = Math.floor(low / step);
  const bins = Math.min(MOST_BINS, Math.floor(high / step) - first + 1);
  // Through a decimal text, so that 3 * 0.1 is written 0.3.
  return Array.from({ length: bins + 1 }, (_, i) => Number(((first + i) * step).toPrecision(15)));
}

/** The least 1, 2 or 5 times a power of ten that is not below `atLeast`. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 5, 10].find((f) => f * power >= atLeast * (1 - 1e-12)) ?? 10;
  return factor * power;
}

function shares(values: Float64Array, edges: number[]): number[] {
  const bins = edges.length - 1;
  const first = edges[0] as number;
  // Divided before subtracting: differences of huge numbers overflow.
  const width = (edges[bins] as number) / bins - first / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.max(0, Math.min(bins - 1, Math.floor(value / width - first / width)));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts.map((count) => (values.length === 0 ? 0 : count / values.length));
}
