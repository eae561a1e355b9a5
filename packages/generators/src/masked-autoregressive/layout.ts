/** Columns of one width that stand next to each other, so that one softmax serves them all. */
export interface WidthGroup {
  first: number;
  count: number;
  width: number;
}

/** Where the codes of D modelled columns lie in a one-hot row of W entries: column j at offsets[j] … offsets[j + 1]. */
export interface Layout {
  widths: readonly number[];
  offsets: readonly number[];
  columns: number;
  total: number;
  groups: readonly WidthGroup[];
  /** Per column the codes that stand for numbers, in ascending order of those; empty for categories. */
  ordered: readonly (readonly number[])[];
  /** Columns that are drawn once all others are known: parts of bins. Ascending. */
  parts: readonly number[];
  /** The other columns, ascending. */
  values: readonly number[];
}

/** `widths` must not fall: equal ones are neighbours. */
export function layoutOf(
  widths: readonly number[],
  ordered: readonly (readonly number[])[] = widths.map(() => []),
  parts: readonly number[] = [],
): Layout {
  const offsets = [0];
  const groups: WidthGroup[] = [];
  widths.forEach((width, j) => {
    offsets.push((offsets[j] as number) + width);
    const last = groups.at(-1);
    if (last?.width === width) last.count++;
    else groups.push({ first: j, count: 1, width });
  });
  const values = columnsBut(widths.length, parts);
  return { widths, offsets, columns: widths.length, total: offsets.at(-1) as number, groups, ordered, parts, values };
}

function columnsBut(columns: number, left: readonly number[]): number[] {
  return Array.from({ length: columns }, (_, j) => j).filter((j) => !left.includes(j));
}
