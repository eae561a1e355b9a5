/** Above this many cells a table is kept sparse. */
const DENSE_CELLS = 1 << 16;

/** A discrete column's codes; -1, missing, counts as a level of its own. */
export interface Coded {
  codes: Int32Array;
  /** All codes are below it. */
  levels: number;
}

/** Counts of the pairs of levels of two columns. Cell (a, b) is at (a + 1) * width + (b + 1). */
export interface ContingencyTable {
  rows: number;
  width: number;
  cells: Float64Array | Map<number, number>;
}

export function contingencyTable(a: Coded, b: Coded): ContingencyTable {
  const width = b.levels + 1;
  const size = (a.levels + 1) * width;
  const rows = a.codes.length;
  if (size > DENSE_CELLS) {
    const cells = new Map<number, number>();
    for (let i = 0; i < rows; i++) {
      const cell = ((a.codes[i] as number) + 1) * width + (b.codes[i] as number) + 1;
      cells.set(cell, (cells.get(cell) ?? 0) + 1);
    }
    return { rows, width, cells };
  }
  const cells = new Float64Array(size);
  for (let i = 0; i < rows; i++) {
    const cell = ((a.codes[i] as number) + 1) * width + (b.codes[i] as number) + 1;
    cells[cell] = (cells[cell] as number) + 1;
  }
  return { rows, width, cells };
}

/**
 * ContingencySimilarity of SDMetrics 0.32: one minus half the sum of the differences of cell frequencies. Both tables
 * must be counted with the same levels; null if one has no rows. (SDMetrics draws 50,000 rows from larger tables; here
 * all rows count.)
 */
export function contingencySimilarity(real: ContingencyTable, synthetic: ContingencyTable): number | null {
  if (real.rows === 0 || synthetic.rows === 0) return null;
  let difference = 0;
  if (real.cells instanceof Map || synthetic.cells instanceof Map) {
    const [r, s] = [real.cells as Map<number, number>, synthetic.cells as Map<number, number>];
    for (const [cell, count] of r) difference += Math.abs(count / real.rows - (s.get(cell) ?? 0) / synthetic.rows);
    for (const [cell, count] of s) if (!r.has(cell)) difference += count / synthetic.rows;
  } else {
    for (let c = 0; c < real.cells.length; c++) {
      difference += Math.abs((real.cells[c] as number) / real.rows - (synthetic.cells[c] as number) / synthetic.rows);
    }
  }
  return 1 - difference / 2;
}

/** Cramer's V (Cramer 1946, without bias correction); null if a side has fewer than two levels. */
export function cramersV({ rows, width, cells }: ContingencyTable): number | null {
  const byA = new Map<number, number>();
  const byB = new Map<number, number>();
  // The cells that hold nothing need no visit.
  const held: [cell: number, count: number][] = [];
  if (cells instanceof Map) for (const entry of cells) held.push(entry);
  else for (let cell = 0; cell < cells.length; cell++) if (cells[cell] !== 0) held.push([cell, cells[cell] as number]);
  for (const [cell, count] of held) {
    const [a, b] = [Math.floor(cell / width), cell % width];
    byA.set(a, (byA.get(a) ?? 0) + count);
    byB.set(b, (byB.get(b) ?? 0) + count);
  }
  const freedom = Math.min(byA.size, byB.size) - 1;
  if (freedom < 1 || rows === 0) return null;
  let sum = 0;
  for (const [cell, count] of held) {
    const [a, b] = [byA.get(Math.floor(cell / width)) as number, byB.get(cell % width) as number];
    sum += ((count / a) * count) / b;
  }
  // chi² = n (sum of O² / (row total x column total) - 1); n cancels out.
  return Math.sqrt(Math.max(0, sum - 1) / freedom);
}
