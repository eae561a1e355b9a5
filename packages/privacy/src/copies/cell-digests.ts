import { isMissing, type Column } from '@headwater/tables';

const { imul } = Math;

/** 64 bits that stand for each cell of a column, as pairs of words: equal cells have equal words. */
export type CellWords = Uint32Array;

/** Stands for a missing cell and for NaN, which has many bit patterns. No text has it but by chance. */
const ABSENT = 0xffffffff;

/**
 * The cells' words, whatever dictionary the column has: of levels by their text, of numbers and times by their value,
 * where -0 is 0. Missing is equal to missing.
 */
export function cellWords(column: Column): CellWords {
  if (column.kind === 'numeric') return numberWords(column.values, (i) => isMissing(column, i));
  const levels = new Uint32Array(2 * column.levels.length);
  for (const [i, level] of column.levels.entries()) textWords(level, levels, 2 * i);
  const words = new Uint32Array(2 * column.codes.length);
  for (let i = 0; i < column.codes.length; i++) {
    const code = column.codes[i] as number;
    words[2 * i] = code < 0 ? ABSENT : (levels[2 * code] as number);
    words[2 * i + 1] = code < 0 ? ABSENT : (levels[2 * code + 1] as number);
  }
  return words;
}

function numberWords(values: Float64Array, absent: (i: number) => boolean): CellWords {
  // Adding 0 makes -0 and 0 the same.
  const cells = values.map((value) => value + 0);
  const words = new Uint32Array(cells.buffer);
  for (let i = 0; i < cells.length; i++) if (Number.isNaN(cells[i]) || absent(i)) words.fill(ABSENT, 2 * i, 2 * i + 2);
  return words;
}

/** Two hashes of a text that have nothing in common but the text: MurmurHash3's steps with constants of their own. */
function textWords(text: string, out: Uint32Array, at: number): void {
  let a = text.length;
  let b = ~text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = mixed(imul(a ^ unit, 0xcc9e2d51));
    b = mixed(imul(b + unit, 0x1b873593));
  }
  out[at] = finished(a);
  out[at + 1] = finished(b ^ 0x9e3779b9);
}

/** Puts one more cell into the digests of rows: column after column, order matters. */
export function mixInto(digests: Uint32Array, words: CellWords): void {
  for (let i = 0; i < digests.length; i += 2) {
    const [first, second] = [words[i] as number, words[i + 1] as number];
    const a = imul(mixed(imul((digests[i] as number) ^ first, 0x85ebca6b)) + second, 0xc2b2ae35);
    const b = imul(mixed(imul((digests[i + 1] as number) ^ second, 0x27d4eb2f)) + first, 0x165667b1);
    digests[i] = finished(a);
    digests[i + 1] = finished(b);
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 15);
}

/** MurmurHash3's finaliser: every bit of the word moves every other. */
function finished(word: number): number {
  let h = word ^ (word >>> 16);
  h = imul(h, 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
