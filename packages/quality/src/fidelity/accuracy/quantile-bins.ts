const BINS = 10;
const MOST_POSITIONS = 1000;
const MOST_DECIMALS = 20;

/**
 * Boundaries of the bins of a continuous column, from its present training values in increasing order: every value on
 * its own if there are ten or fewer, else equally spaced positions of the sorted values, as many as it takes to find
 * eleven different ones. The last boundary is inside the last bin. Lower boundaries are cut to the fewest decimals that
 * keep them apart. (mostlyai-qa 1.10, bin_numeric; times are treated alike here.)
 */
export function binBoundaries(sorted: Float64Array): Float64Array {
  const distinct = firstDistinct(sorted);
  const boundaries =
    distinct.length <= BINS
      ? [...distinct, (distinct[distinct.length - 1] ?? 0) + 1]
      : searchedBoundaries(sorted, BINS + 1);
  return Float64Array.from(shortened(boundaries));
}

/** The bin of a value, from 0; what lies outside belongs to the first or the last one. */
export function binOf(value: number, boundaries: Float64Array): number {
  let low = 0;
  let high = boundaries.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((boundaries[middle] as number) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** At most one more than BINS different values. */
function firstDistinct(sorted: Float64Array): number[] {
  const distinct: number[] = [];
  for (const value of sorted) {
    if (value === distinct[distinct.length - 1]) continue;
    distinct.push(value);
    if (distinct.length > BINS) break;
  }
  return distinct;
}

function searchedBoundaries(sorted: Float64Array, wanted: number): number[] {
  const last = sorted.length - 1;
  const end = Math.max(BINS + 1, Math.min(MOST_POSITIONS, sorted.length + 1));
  let boundaries: number[] = [];
  for (let positions = BINS; positions < end; positions++) {
    const step = last / (positions - 1);
    boundaries = [];
    for (let i = 0; i < positions; i++) {
      const value = sorted[i === positions - 1 ? last : Math.floor(i * step)] as number;
      if (value !== boundaries[boundaries.length - 1]) boundaries.push(value);
    }
    if (boundaries.length >= wanted) break;
  }
  return boundaries;
}

function shortened(boundaries: readonly number[]): readonly number[] {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals++) {
    const scale = 10 ** decimals;
    const cut = boundaries.map((b) => Math.floor(b * scale) / scale);
    if (new Set(cut).size < boundaries.length) continue;
    return [...cut.slice(0, -1), boundaries[boundaries.length - 1] as number];
  }
  return boundaries;
}
