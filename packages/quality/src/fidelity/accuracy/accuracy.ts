import type { BinnedColumn } from './binned-column';

/** How alike the joint distributions of a few columns are, and the most that sampling lets one expect. */
export interface AccuracyScore {
  columns: string[];
  synthetic: number;
  /** What as many real rows as there are synthetic ones would score on average. */
  expectedMaximum: number;
}

/**
 * Accuracy in the manner of mostlyai-qa 1.10, of one, two or three columns: one minus half the sum of the differences of
 * the cell frequencies, and the same of two samples of one distribution, whose expected difference is, cell by cell,
 * sqrt(2 / pi * p (1 - p) (1 / n + 1 / m)). Both tables must have rows.
 */
export function accuracyOf(columns: readonly BinnedColumn[]): AccuracyScore {
  const train = cellCounts(columns, 'train');
  const synthetic = cellCounts(columns, 'synthetic');
  const [n, m] = [rowsOf(columns, 'train'), rowsOf(columns, 'synthetic')];
  let difference = 0;
  let expected = 0;
  for (let cell = 0; cell < train.length; cell++) {
    const p = (train[cell] as number) / n;
    difference += Math.abs(p - (synthetic[cell] as number) / m);
    expected += Math.sqrt((2 / Math.PI) * p * (1 - p) * (1 / n + 1 / m));
  }
  return { columns: columns.map((c) => c.name), synthetic: 1 - difference / 2, expectedMaximum: 1 - expected / 2 };
}

type Side = 'train' | 'synthetic';

function rowsOf(columns: readonly BinnedColumn[], side: Side): number {
  return columns[0]?.[side].length ?? 0;
}

/** Rows per cell; a cell's number has the columns' bins as digits. One loop for each number of columns: it is hot. */
function cellCounts(columns: readonly BinnedColumn[], side: Side): Uint32Array {
  const cells = new Uint32Array(columns.reduce((product, c) => product * c.bins, 1));
  const [a, b, c] = columns;
  const first = a?.[side] ?? new Uint16Array(0);
  if (b === undefined) {
    for (let i = 0; i < first.length; i++) count(cells, first[i] as number);
    return cells;
  }
  const second = b[side];
  if (c === undefined) {
    for (let i = 0; i < first.length; i++) count(cells, (first[i] as number) * b.bins + (second[i] as number));
    return cells;
  }
  const third = c[side];
  for (let i = 0; i < first.length; i++) {
    const pair = (first[i] as number) * b.bins + (second[i] as number);
    count(cells, pair * c.bins + (third[i] as number));
  }
  return cells;
}

function count(cells: Uint32Array, cell: number): void {
  cells[cell] = (cells[cell] as number) + 1;
}
