import type { Column } from '@headwater/tables';
import { cellOf } from './equivalence-classes';

/** The size of the smallest class (Sweeney, IJUFKS 2002). Classes must not be none. */
export function kAnonymity(classes: readonly Uint32Array[]): number {
  return classes.reduce((least, rows) => Math.min(least, rows.length), Infinity);
}

/** The fewest different sensitive values in a class: distinct l-diversity (Machanavajjhala et al., TKDD 2007). */
export function distinctDiversity(classes: readonly Uint32Array[], sensitive: Column): number {
  return classes.reduce((least, rows) => Math.min(least, countsIn(rows, sensitive).size), Infinity);
}

/** The least exp(entropy) of the sensitive values in a class: the l of entropy l-diversity (the same, definition 3.1). */
export function entropyDiversity(classes: readonly Uint32Array[], sensitive: Column): number {
  return classes.reduce((least, rows) => {
    let entropy = 0;
    for (const count of countsIn(rows, sensitive).values())
      entropy -= (count / rows.length) * Math.log(count / rows.length);
    return Math.min(least, Math.exp(entropy));
  }, Infinity);
}

/** How often each sensitive value occurs in these rows; missing is a value. */
export function countsIn(rows: Iterable<number>, sensitive: Column): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const value = cellOf(sensitive, row);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
