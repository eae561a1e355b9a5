import { HeadwaterError } from '@headwater/contracts';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn, Trio } from '../compared-columns';
import { requireColumn } from '../named-column';
import { sortedPresent } from '../single-column/sorted-values';

/** Rows of the training table that a group needs; smaller ones are put together, and those beyond the 50 largest. */
const LEAST_GROUP_ROWS = 30;
const MOST_GROUPS = 50;
const QUARTERS = [0.25, 0.5, 0.75];
const OTHERS = '(others)';
const MISSING = '(missing)';

/** The people a protected attribute, or a pair of them, tells apart: a group for every row of the three tables. */
export interface ProtectedGroups extends Trio<Int32Array> {
  /** One column's name, or two. */
  attributes: string[];
  names: string[];
}

/**
 * The groups of each attribute and of each pair of them. Levels are groups, numbers and times are cut at the quarters of
 * the training rows, a missing value is a group; groups of fewer than 30 training rows are one, "(others)".
 * @throws HeadwaterError SPEC_COLUMN_UNKNOWN, SPEC_INVALID for an identifier, a text or the target
 */
export function protectedGroups(
  columns: readonly ComparedColumn[],
  attributes: readonly string[],
  target?: string,
): ProtectedGroups[] {
  const single = [...new Set(attributes)].map((name) =>
    withRareTogether(ofColumn(groupingColumn(columns, name, target))),
  );
  const pairs = single.flatMap((a, i) => single.slice(i + 1).map((b) => withRareTogether(pairOf(a, b))));
  return [...single, ...pairs];
}

function groupingColumn(
  columns: readonly ComparedColumn[],
  name: string,
  target: string | undefined,
): ContinuousColumn | DiscreteColumn {
  const column = requireColumn(columns, name, { where: 'protected', purpose: 'to tell groups by' });
  if (column.kind === 'free')
    throw new HeadwaterError('SPEC_INVALID', `column ${JSON.stringify(name)} (${column.schema.type}) tells no groups`, {
      hint: 'Name a category, a boolean, a number or a time.',
      where: 'protected',
    });
  if (name === target)
    throw new HeadwaterError('SPEC_INVALID', `column ${JSON.stringify(name)} is both protected and the target`, {
      hint: 'Groups of people are compared by their outcome: name other columns as protected.',
      where: 'protected',
    });
  return column;
}

function ofColumn(column: ContinuousColumn | DiscreteColumn): ProtectedGroups {
  const attributes = [column.schema.name];
  if (column.kind === 'discrete') {
    const missing = column.levels.length;
    const of = (codes: Int32Array): Int32Array => codes.map((code) => (code < 0 ? missing : code));
    return { attributes, names: [...column.levels, MISSING], ...each(column, of) };
  }
  const sorted = sortedPresent(column.train);
  const cuts = [...new Set(QUARTERS.map((q) => sorted[Math.floor(q * sorted.length)] ?? 0))];
  const names = [
    ...cuts.map((_, i) => `part ${i + 1} of ${cuts.length + 1}`),
    `part ${cuts.length + 1} of ${cuts.length + 1}`,
    MISSING,
  ];
  const of = (values: Float64Array): Int32Array =>
    Int32Array.from(values, (v) => (Number.isNaN(v) ? names.length - 1 : cuts.filter((cut) => cut <= v).length));
  return { attributes, names, ...each(column, of) };
}

function each<A>({ train, holdout, synthetic }: Trio<A>, of: (values: A) => Int32Array): Trio<Int32Array> {
  return { train: of(train), holdout: of(holdout), synthetic: of(synthetic) };
}

function pairOf(a: ProtectedGroups, b: ProtectedGroups): ProtectedGroups {
  const width = b.names.length;
  const of = (side: keyof Trio<unknown>): Int32Array => a[side].map((code, i) => code * width + (b[side][i] as number));
  return {
    attributes: [...a.attributes, ...b.attributes],
    names: a.names.flatMap((x) => b.names.map((y) => `${x}, ${y}`)),
    train: of('train'),
    holdout: of('holdout'),
    synthetic: of('synthetic'),
  };
}

function withRareTogether(groups: ProtectedGroups): ProtectedGroups {
  const counts = new Float64Array(groups.names.length);
  for (const code of groups.train) counts[code] = (counts[code] as number) + 1;
  const count = (code: number): number => counts[code] as number;
  const own = [...counts.keys()]
    .filter((code) => count(code) >= LEAST_GROUP_ROWS)
    .sort((a, b) => count(b) - count(a) || a - b)
    .slice(0, MOST_GROUPS)
    .sort((a, b) => a - b);
  const number = new Int32Array(groups.names.length).fill(own.length);
  for (const [i, code] of own.entries()) number[code] = i;
  const of = (codes: Int32Array): Int32Array => codes.map((code) => number[code] as number);
  const sides = each(groups, of);
  const others = [sides.train, sides.holdout, sides.synthetic].some((codes) => codes.includes(own.length));
  const names = [...own.map((code) => groups.names[code] as string), ...(others ? [OTHERS] : [])];
  return { attributes: groups.attributes, names, ...sides };
}
