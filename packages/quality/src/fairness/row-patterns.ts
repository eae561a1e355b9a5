import { RandomStream } from '@headwater/random';

/** Rows that are alike in all that is counted are one pattern: what is counted over rows is counted over these. */
export interface RowPatterns {
  /** The pattern of each row. */
  of: Uint32Array;
  /** A row of each pattern. */
  example: Uint32Array;
}

/** Patterns of rows that are equal in every one of the codes (by row, whole and not negative). */
export function rowPatterns(rows: number, codes: readonly ArrayLike<number>[]): RowPatterns {
  let of = new Uint32Array(rows);
  let example: number[] = rows === 0 ? [] : [0];
  for (const code of codes) {
    const seen = new Map<number, number>();
    const next = new Uint32Array(rows);
    example = [];
    for (let i = 0; i < rows; i++) {
      // Patterns are fewer than rows, so the pair is a whole number that doubles hold exactly.
      const pair = (code[i] as number) * rows + (of[i] as number);
      let pattern = seen.get(pair);
      if (pattern === undefined) {
        seen.set(pair, (pattern = seen.size));
        example.push(i);
      }
      next[i] = pattern;
    }
    of = next;
  }
  return { of, example: Uint32Array.from(example) };
}

/** How many rows have each pattern. */
export function patternCounts({ of, example }: RowPatterns): Uint32Array {
  const counts = new Uint32Array(example.length);
  for (let i = 0; i < of.length; i++) add(counts, of[i] as number);
  return counts;
}

/** The same in one bootstrap replicate: as many rows as there are, drawn with replacement. */
export function drawnPatternCounts(
  { of, example }: RowPatterns,
  { seed, purpose, replicate }: { seed: number; purpose: string; replicate: number },
): Uint32Array {
  const stream = new RandomStream(seed, purpose, replicate);
  const counts = new Uint32Array(example.length);
  for (let i = 0; i < of.length; i++) add(counts, of[stream.below(of.length)] as number);
  return counts;
}

function add(counts: Uint32Array, pattern: number): void {
  counts[pattern] = (counts[pattern] as number) + 1;
}
