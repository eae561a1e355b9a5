import type { ColumnComparison } from '@headwater/contracts';
import type { DiscreteColumn } from '../compared-columns';
import { countLevels } from '../single-column/tv-complement';

const MOST_BARS = 12;
/** A level held by fewer training rows could point at a person: it is pooled, its name not shown. */
const FEWEST_ROWS = 5;

/**
 * Shares of the most frequent levels (of the rows with a value), at most 12, each held by five training rows or more.
 * `others` is how many further levels there are in either table; their share is what the bars leave of 1.
 */
export function barsPlot({ train, synthetic, levels }: DiscreteColumn): ColumnComparison['plot'] {
  const real = countLevels(train, levels.length);
  const made = countLevels(synthetic, levels.length);
  const shown = levels
    .map((_, level) => level)
    .filter((level) => (real[level] as number) >= FEWEST_ROWS)
    .sort((a, b) => (real[b] as number) - (real[a] as number) || a - b)
    .slice(0, MOST_BARS);
  const present = levels.filter((_, level) => (real[level] as number) + (made[level] as number) > 0).length;
  return {
    kind: 'bars',
    labels: shown.map((level) => levels[level] as string),
    real: sharesOf(real, shown),
    synthetic: sharesOf(made, shown),
    others: present - shown.length,
  };
}

function sharesOf(counts: Float64Array, shown: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return shown.map((level) => (total === 0 ? 0 : (counts[level] as number) / total));
}
