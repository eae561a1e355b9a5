/** Beside the outermost few rows at each end, nobody's value bounds a plot: as many training rows lie at or beyond it. */
export const ROWS_BEYOND_ENDS = 5;

/** The index that many rows from either end, as far as there are that many. */
export function skippedRows(rows: number): number {
  return Math.max(0, Math.min(ROWS_BEYOND_ENDS - 1, (rows - 1) >> 1));
}

/** Equally spaced edges on a round step that span low to high; one bin a value where whole numbers are few. */
export function roundEdges(low: number, high: number, options: { whole: boolean; most: number }): number[] {
  const { whole, most } = options;
  if (whole && high - low < most) {
    return Array.from({ length: Math.round(high - low) + 2 }, (_, i) => Math.round(low) + i - 0.5);
  }
  const step = stepFor(low, high, most);
  const first = Math.floor(low / step);
  const bins = Math.min(most, Math.floor(high / step) - first + 1);
  return Array.from({ length: bins + 1 }, (_, i) => written((first + i) * step));
}

/** A round step of which `most` span low to high, wherever they begin. */
export function stepFor(low: number, high: number, most: number): number {
  // Divided before the difference is taken, which could overflow; and no finer than doubles of this size can tell apart.
  const width = Math.max(high / (most - 2) - low / (most - 2), Math.abs(low) * 1e-13);
  return roundStep(width || 1);
}

/** The number of fewest digits above `a` and not above `b` (a < b): it tells neither. */
export function roundBetween(a: number, b: number): number {
  const finest = Math.floor(Math.log10(b - a));
  for (let power = Math.ceil(Math.log10(Math.max(Math.abs(a), Math.abs(b)))); power >= finest; power--) {
    const step = 10 ** power;
    const between = written(Math.floor(b / step) * step);
    if (between > a && between <= b) return between;
  }
  return b;
}

/** Through a decimal text, so that 3 * 0.1 is written 0.3. */
export function written(value: number): number {
  return Number(value.toPrecision(15));
}

/** The least 1, 2 or 5 times a power of ten that is not below `atLeast`. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const factor = [1, 2, 5, 10].find((f) => f * power >= atLeast * (1 - 1e-12)) ?? 10;
  return factor * power;
}
