import { drawInEqualNumbers, drawRows, type AttackTables, type Side } from '../attacks/attack-tables';
import type { CodedColumn } from '../attacks/coded-columns';
import { RareCounts, type RareValues } from './rare-counts';
import { ValueHolders } from './value-holders';

/** Pairs are of the columns that come first once more than this would be asked for: 435 pairs. */
const MOST_COLUMNS_IN_PAIRS = 30;

/**
 * Values of a column, and pairs of values of two columns, that one or two training rows hold and no held-out row: how many
 * of them turn up in the synthetic rows. The control is what one or two of as many held-out rows hold and no training row,
 * since rare values turn up by chance too. Each row counts once however many rare values it holds: they come together.
 *
 * null if no row of one of the tables holds anything rare.
 */
export async function rareValues(tables: AttackTables, columns: readonly CodedColumn[]): Promise<RareValues | null> {
  const { searched, pace } = tables;
  const drawn = { ...drawInEqualNumbers(tables), synthetic: drawRows(tables, 'synthetic', searched) };
  const trainRows = drawn.train.length;
  const counts = new RareCounts(trainRows, drawn.holdout.length);
  const holders = new ValueHolders(trainRows + drawn.holdout.length);
  const codes = { train: codesOf(columns, 'train', drawn.train), holdout: codesOf(columns, 'holdout', drawn.holdout) };
  const sides = { ...codes, synthetic: codesOf(columns, 'synthetic', drawn.synthetic) };
  const keys = ([a, b]: Combination, side: Side): Float64Array =>
    b === undefined
      ? keysOfValues(sides[side][a] as Int32Array)
      : keysOfPairs(sides[side][a] as Int32Array, sides[side][b] as Int32Array, (columns[b] as CodedColumn).size);
  const combinations = valuesAndPairs(columns.length);
  for (const [done, combination] of combinations.entries()) {
    if (pace.due()) await pace.turn({ note: 'looking for rare values', done, total: combinations.length });
    holders.clear();
    holders.add(keys(combination, 'train'), 0);
    holders.add(keys(combination, 'holdout'), trainRows);
    holders.find(keys(combination, 'synthetic'));
    holders.eachRare((first, second, found) => counts.add(first, second, found));
  }
  return counts.result();
}

/** Places of a column, or of two. */
type Combination = readonly [number, number?];

function valuesAndPairs(columns: number): Combination[] {
  const places = Array.from({ length: columns }, (_, j) => j);
  const paired = places.slice(0, MOST_COLUMNS_IN_PAIRS);
  return [
    ...places.map((j): Combination => [j]),
    ...paired.flatMap((a, i) => paired.slice(i + 1).map((b): Combination => [a, b])),
  ];
}

function codesOf(columns: readonly CodedColumn[], side: Side, rows: Uint32Array): Int32Array[] {
  return columns.map((column) => Int32Array.from(rows, (row) => column[side][row] as number));
}

/** Numbers that equal values share; NaN where a cell is missing: such rows hold nothing. */
function keysOfValues(codes: Int32Array): Float64Array {
  return keysOfPairs(codes, codes, 0);
}

function keysOfPairs(first: Int32Array, second: Int32Array, size: number): Float64Array {
  const keys = new Float64Array(first.length);
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i] as number, second[i] as number];
    keys[i] = a < 0 || b < 0 ? NaN : a * size + b;
  }
  return keys;
}
