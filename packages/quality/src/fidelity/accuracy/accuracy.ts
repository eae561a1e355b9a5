import type { Trio } from '../../compared-columns';
import type { BinnedColumn } from './binned-column';

/** How alike the joint distributions of a few columns are, and the most that sampling lets one expect. */
export interface AccuracyScore {
  columns: string[];
  synthetic: number;
  /** null without held-out rows. */
  holdout: number | null;
  /** What as many real rows as there are synthetic ones would score on average. */
  expectedMaximum: number;
}

/**
 * Accuracy in the manner of mostlyai-qa 1.10: one minus half the sum of the differences of the cell frequencies, and
 * the same of two samples of one distribution, whose expected difference is, cell by cell,
 * sqrt(2 / pi * p (1 - p) (1 / n + 1 / m)). Both tables must have rows.
 */
export function accuracyOf(columns: readonly BinnedColumn[]): AccuracyScore {
  const train = shares(columns, 'train');
  const synthetic = shares(columns, 'synthetic');
  const [n, m] = [rowsOf(columns, 'train'), rowsOf(columns, 'synthetic')];
  let expected = 0;
  for (const p of train) expected += Math.sqrt((2 / Math.PI) * p * (1 - p) * (1 / n + 1 / m));
  return {
    columns: columns.map((c) => c.name),
    synthetic: 1 - halfDifference(train, synthetic),
    holdout: rowsOf(columns, 'holdout') === 0 ? null : 1 - halfDifference(train, shares(columns, 'holdout')),
    expectedMaximum: 1 - expected / 2,
  };
}

function rowsOf(columns: readonly BinnedColumn[], side: keyof Trio<unknown>): number {
  return columns[0]?.[side].length ?? 0;
}

/** Share of rows per cell; a cell's number has the columns' bins as digits. */
function shares(columns: readonly BinnedColumn[], side: keyof Trio<unknown>): Float64Array {
  const rows = rowsOf(columns, side);
  const cells = new Float64Array(columns.reduce((product, c) => product * c.bins, 1));
  const [a, b, c] = columns;
  for (let i = 0; i < rows; i++) {
    let cell = a?.[side][i] as number;
    if (b !== undefined) cell = cell * b.bins + (b[side][i] as number);
    if (c !== undefined) cell = cell * c.bins + (c[side][i] as number);
    cells[cell] = (cells[cell] as number) + 1;
  }
  for (let cell = 0; cell < cells.length; cell++) cells[cell] = (cells[cell] as number) / rows;
  return cells;
}

function halfDifference(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let cell = 0; cell < a.length; cell++) sum += Math.abs((a[cell] as number) - (b[cell] as number));
  return sum / 2;
}
