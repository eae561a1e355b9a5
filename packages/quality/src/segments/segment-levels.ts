import { HeadwaterError } from '@headwater/contracts';
import type { ComparedColumn, DiscreteColumn, Trio } from '../compared-columns';
import { requireColumn } from '../named-column';
import { pick } from '../utility/learners/feature-rows';

/** Levels of a column that are looked at, most frequent first. */
export const MOST_LEVELS = 30;
/** A level held by fewer training rows could point at a person: it is not named. */
const FEWEST_NAMED_ROWS = 5;
const MISSING = '(missing)';

/** The rows of one level, of the three tables. */
export interface SegmentLevel extends Trio<Uint32Array> {
  level: string;
}

/**
 * The column that splits the rows.
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN, SPEC_INVALID for one without levels
 */
export function segmentColumn(columns: readonly ComparedColumn[], name: string): DiscreteColumn {
  const column = requireColumn(columns, name, { where: 'segments', purpose: 'to split the rows by' });
  if (column.kind === 'discrete') return column;
  throw new HeadwaterError(
    'SPEC_INVALID',
    `column ${JSON.stringify(name)} (${column.schema.type}) has no levels to split the rows by`,
    { hint: 'Name a category or a boolean as a segment.', where: 'segments' },
  );
}

/**
 * The levels of a column, missing being one, by their number of training rows, most first, and each one's rows; and how
 * many further levels there are in any table.
 */
export function segmentLevels({ levels, train, holdout, synthetic }: DiscreteColumn): {
  found: SegmentLevel[];
  others: number;
} {
  // Missing, -1, is the last one.
  const codeOf = (code: number): number => (code < 0 ? levels.length : code);
  const counts = new Float64Array(levels.length + 1);
  for (const code of train) counts[codeOf(code)] = (counts[codeOf(code)] as number) + 1;
  const present = new Uint8Array(levels.length + 1);
  for (const codes of [train, holdout, synthetic]) for (const code of codes) present[codeOf(code)] = 1;
  const chosen = [...counts.keys()]
    .filter((code) => (counts[code] as number) >= FEWEST_NAMED_ROWS)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, MOST_LEVELS);
  const place = new Int32Array(levels.length + 1).fill(-1);
  for (const [i, code] of chosen.entries()) place[code] = i;
  const rowsOf = (codes: Int32Array): number[][] => {
    const rows: number[][] = chosen.map(() => []);
    for (let i = 0; i < codes.length; i++) rows[place[codeOf(codes[i] as number)] as number]?.push(i);
    return rows;
  };
  const rows = { train: rowsOf(train), holdout: rowsOf(holdout), synthetic: rowsOf(synthetic) };
  const of = (side: keyof Trio<unknown>, i: number): Uint32Array => Uint32Array.from(rows[side][i] as number[]);
  return {
    found: chosen.map((code, i) => ({
      level: levels[code] ?? MISSING,
      train: of('train', i),
      holdout: of('holdout', i),
      synthetic: of('synthetic', i),
    })),
    others: present.reduce((sum, flag) => sum + flag, 0) - chosen.length,
  };
}

/** The columns with the rows of one level only. */
export function columnsWithin(columns: readonly ComparedColumn[], rows: Trio<Uint32Array>): ComparedColumn[] {
  return columns.map((column): ComparedColumn => {
    const { schema } = column;
    if (column.kind === 'discrete')
      return { kind: 'discrete', schema, levels: column.levels, ...picked<Int32Array>(column, rows) };
    return { kind: column.kind, schema, ...picked<Float64Array>(column, rows) };
  });
}

function picked<T extends Float64Array | Int32Array>(column: Trio<T>, rows: Trio<Uint32Array>): Trio<T> {
  return {
    train: pick(column.train, rows.train),
    holdout: pick(column.holdout, rows.holdout),
    synthetic: pick(column.synthetic, rows.synthetic),
  };
}
