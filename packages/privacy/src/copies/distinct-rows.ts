import type { Trio } from '@headwater/quality';

const { imul } = Math;

/** The rows among these whose codes in all columns no earlier one of them has. */
export function distinctRows(
  columns: readonly Trio<Int32Array>[],
  side: keyof Trio<unknown>,
  rows: Uint32Array,
): Uint32Array {
  const codes = columns.map((column) => column[side]);
  const mask = 2 ** Math.ceil(Math.log2(2 * rows.length + 2)) - 1;
  const table = new Int32Array(mask + 1).fill(-1);
  return rows.filter((row) => {
    let hash = 0x811c9dc5;
    for (const column of codes) {
      hash = imul(hash ^ (column[row] as number), 0x85ebca6b);
      hash ^= hash >>> 15;
    }
    let slot = imul(hash, 0xc2b2ae35) & mask;
    for (; (table[slot] as number) >= 0; slot = (slot + 1) & mask) {
      const known = table[slot] as number;
      if (codes.every((column) => column[row] === column[known])) return false;
    }
    table[slot] = row;
    return true;
  });
}
