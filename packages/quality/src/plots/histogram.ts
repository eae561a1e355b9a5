import type { ColumnComparison } from '@headwater/contracts';
import type { ContinuousColumn, FreeColumn } from '../compared-columns';
import { plottedAs } from './plotted-values';
import { roundEdges, skippedRows } from './round-edges';

type Plot = ColumnComparison['plot'];

const MOST_BINS = 30;

/**
 * Shares of training and synthetic rows (of those with a finite value) in at most 30 common bins. The edges are round
 * numbers that span the training rows but for the outermost few; what lies beyond counts in the first and last bin.
 * Edges of dates are days since 1970-01-01, of time stamps milliseconds.
 */
export function continuousPlot(column: ContinuousColumn): Plot {
  const { scale, whole, temporal } = plottedAs(column.schema);
  const plot = histogram(column.train, column.synthetic, { scale, whole });
  return temporal === undefined ? plot : { ...plot, temporal };
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
  const edges = spanning((r.length > 0 ? r : s).slice().sort(), options.whole);
  return { kind: 'histogram', edges, real: shares(r, edges), synthetic: shares(s, edges) };
}

function spanning(sorted: Float64Array, whole: boolean): number[] {
  if (sorted.length === 0) return [0, 1];
  const skip = skippedRows(sorted.length);
  const [low, high] = [sorted[skip] as number, sorted[sorted.length - 1 - skip] as number];
  return roundEdges(low, high, { whole, most: MOST_BINS });
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
