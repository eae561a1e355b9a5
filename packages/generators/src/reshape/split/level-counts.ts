import type { CategoricalColumn } from '@headwater/tables';

/** The levels of a category that enough rows hold to be released. */
export interface KeptLevels {
  /** Places in the column's dictionary, most frequent first. */
  places: Int32Array;
  /** Rows of each. */
  rows: Float64Array;
  /** Place in the dictionary to rank in `places`; -1 for a rare level. */
  rank: Int32Array;
  /** Rows that hold any level. */
  present: number;
}

/** Ties go by text, not by place: the order of the training rows must not show. */
export function keptLevels(column: CategoricalColumn, minimumHolders: number): KeptLevels {
  const { codes, levels } = column;
  const counts = new Int32Array(levels.length);
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    counts[code]!++;
    present++;
  }
  const kept: number[] = [];
  for (let k = 0; k < levels.length; k++) if ((counts[k] as number) >= minimumHolders) kept.push(k);
  kept.sort((a, b) => (counts[b] as number) - (counts[a] as number) || compare(levels[a], levels[b]));
  const rank = new Int32Array(levels.length).fill(-1);
  kept.forEach((place, r) => (rank[place] = r));
  return {
    places: Int32Array.from(kept),
    rows: Float64Array.from(kept, (place) => counts[place] as number),
    rank,
    present,
  };
}

const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);
