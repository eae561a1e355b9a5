import type { ColumnComparison } from '@headwater/contracts';
import type { ComparedColumn } from '../compared-columns';
import { barsPlot } from './bars';
import { continuousPlot, lengthPlot } from './histogram';

/** One column, training against synthetic rows, as evidence: its score, its missing values, its plot. */
export function columnComparison(column: ComparedColumn, score: number | null): ColumnComparison {
  const { name, type } = column.schema;
  const missing = { real: missingShare(column.train), synthetic: missingShare(column.synthetic) };
  return { name, type, score, missing, plot: plotOf(column) };
}

function plotOf(column: ComparedColumn): ColumnComparison['plot'] {
  if (column.kind === 'continuous') return continuousPlot(column);
  return column.kind === 'discrete' ? barsPlot(column) : lengthPlot(column);
}

/** Of values that are missing: NaN among doubles, -1 among codes. */
function missingShare(values: Float64Array | Int32Array): number {
  let missing = 0;
  if (values instanceof Int32Array) for (const code of values) missing += code < 0 ? 1 : 0;
  else for (const value of values) missing += Number.isNaN(value) ? 1 : 0;
  return values.length === 0 ? 0 : missing / values.length;
}
