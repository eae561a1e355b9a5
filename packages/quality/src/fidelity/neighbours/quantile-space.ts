import type { ComparedColumn, ContinuousColumn, DiscreteColumn, Trio } from '../../compared-columns';
import { countBelow } from '../../count-below';
import { sortedPresent } from '../../single-column/sorted-values';

/**
 * Quantile levels are rounded to this many steps. Squares of such levels are whole numbers of 2^-24: sums of them are
 * exact in doubles, so distances that are equal compare as equal whatever the order of summation.
 */
const STEPS = 4096;

type Side = keyof Trio<unknown>;

/**
 * Rows as points, row after row, `width` coordinates each: levels first (`named` of them), then numbers. The first
 * `packed` levels are also in `words`, four to a 32-bit word, `wordsPerRow` words a row.
 */
export interface Points {
  coordinates: Float64Array;
  rows: number;
  width: number;
  named: number;
  packed: number;
  words: Int32Array;
  wordsPerRow: number;
}

/** Levels, missing being one, that a byte tells apart. */
const BYTE_LEVELS = 256;

interface Coordinate {
  /** How many levels it has, missing included; null of a number. */
  levels: number | null;
  of(side: Side, row: number): number;
}

/**
 * The space in which neighbours are sought: a number or time is the share of training values below it (ties count
 * half), missing is one half and differs from present in a coordinate of its own; a level is one coordinate of a
 * one-hot code scaled so that two different levels are at distance 1. Every column weighs the same, and no outlier
 * stretches it.
 */
export class QuantileSpace {
  private readonly coordinates: Coordinate[];
  private readonly named: number;
  private readonly packed: number;

  constructor(columns: readonly ComparedColumn[]) {
    const all = columns.flatMap((column): Coordinate[] => {
      if (column.kind === 'discrete') return [levelOf(column)];
      if (column.kind === 'free') return [];
      return hasMissing(column) ? [quantileOf(column), presenceOf(column)] : [quantileOf(column)];
    });
    const narrow = all.filter((c) => c.levels !== null && c.levels <= BYTE_LEVELS);
    const wide = all.filter((c) => c.levels !== null && c.levels > BYTE_LEVELS);
    this.coordinates = [...narrow, ...wide, ...all.filter((c) => c.levels === null)];
    this.packed = narrow.length;
    this.named = narrow.length + wide.length;
  }

  /** The given rows of one table. */
  points(side: Side, rows: ArrayLike<number>): Points {
    const { packed, named } = this;
    const width = this.coordinates.length;
    const coordinates = new Float64Array(rows.length * width);
    for (const [j, coordinate] of this.coordinates.entries())
      for (let i = 0; i < rows.length; i++) coordinates[i * width + j] = coordinate.of(side, rows[i] as number);
    const wordsPerRow = Math.ceil(packed / 4);
    const words = new Int32Array(rows.length * wordsPerRow);
    const bytes = new Uint8Array(words.buffer);
    // Missing, -1, becomes byte 0; which byte of a word is whose does not matter, as long as it is always the same.
    for (let i = 0; i < rows.length; i++)
      for (let j = 0; j < packed; j++) bytes[4 * i * wordsPerRow + j] = (coordinates[i * width + j] as number) + 1;
    return { coordinates, rows: rows.length, width, named, packed, words, wordsPerRow };
  }
}

function levelOf(column: DiscreteColumn): Coordinate {
  return { levels: column.levels.length + 1, of: (side, row) => column[side][row] as number };
}

function presenceOf(column: ContinuousColumn): Coordinate {
  return { levels: 2, of: (side, row) => (Number.isNaN(column[side][row]) ? 1 : 0) };
}

function hasMissing({ train, holdout, synthetic }: ContinuousColumn): boolean {
  return [train, holdout, synthetic].some((values) => values.some((v) => v !== v));
}

function quantileOf(column: ContinuousColumn): Coordinate {
  const sorted = sortedPresent(column.train);
  return {
    levels: null,
    of: (side, row) => {
      const value = column[side][row] as number;
      if (Number.isNaN(value) || sorted.length === 0) return 0.5;
      const level = (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / (2 * sorted.length);
      return Math.round(level * STEPS) / STEPS;
    },
  };
}
