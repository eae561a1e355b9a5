import { cell, isAbsent, drawRows, type AttackColumn, type AttackTables, type Side } from '../attacks/attack-tables';
import { standardErrorsFor } from '../attacks/normal';

/** Rows that hold a value, or a pair of values, at most, for it to be rare. */
const HOLDERS = 2;
/** Pairs are of the columns that come first once more than this would be asked for: 435 pairs. */
const MOST_COLUMNS_IN_PAIRS = 30;

/** How much of what is rare in one table turns up in the synthetic rows. */
export interface RareValues {
  /** Mean over the training rows that hold rare values: the share of these found in the synthetic rows. */
  ofTrain: number;
  /** The same of what is rare in the held-out rows. */
  ofHoldout: number;
  /** 95 % interval of `ofTrain`, such that it holds `ofHoldout` where there is no difference. */
  interval: [number, number];
}

/**
 * Values of a column, and pairs of values of two columns, that one or two training rows hold and no held-out row: how many
 * of them turn up in the synthetic rows. The control is what one or two of as many held-out rows hold and no training row,
 * since rare values turn up by chance too. Each row counts once however many rare values it holds: they come together.
 *
 * null if no row of one of the tables holds anything rare.
 */
export async function rareValues(tables: AttackTables): Promise<RareValues | null> {
  const { rows, searched, pace } = tables;
  const equal = Math.min(rows.train, rows.holdout, searched);
  const drawn = (side: Side, most: number): Drawn => ({ side, rows: drawRows(tables, 'rare-values', side, most) });
  const [train, holdout] = [drawn('train', equal), drawn('holdout', equal)];
  const synthetic = drawn('synthetic', searched);
  const counts = { train: new Counts(train.rows.length), holdout: new Counts(holdout.rows.length) };
  const combinations = valuesAndPairs(tables.columns);
  for (const [done, columns] of combinations.entries()) {
    if (pace.due()) await pace.turn({ note: 'looking for rare values', done, total: combinations.length });
    const [ofTrain, ofHoldout] = [holdersByValue(columns, train), holdersByValue(columns, holdout)];
    const made = holdersByValue(columns, synthetic);
    counts.train.add(ofTrain, ofHoldout, made);
    counts.holdout.add(ofHoldout, ofTrain, made);
  }
  const [a, b] = [counts.train.shares(), counts.holdout.shares()];
  if (a.length === 0 || b.length === 0) return null;
  const [ofTrain, ofHoldout] = [mean(a), mean(b)];
  const margin = standardErrorsFor(0.95) * Math.sqrt(varianceOfMean(a, ofTrain) + varianceOfMean(b, ofHoldout));
  return { ofTrain, ofHoldout, interval: [Math.max(0, ofTrain - margin), Math.min(1, ofTrain + margin)] };
}

interface Drawn {
  side: Side;
  rows: Uint32Array;
}
type Holders = ReadonlyMap<string | number, number[]>;

/** For each row of a table how many rare values it holds, and how many of these are found. */
class Counts {
  private readonly rare: Uint32Array;
  private readonly found: Uint32Array;

  constructor(rows: number) {
    this.rare = new Uint32Array(rows);
    this.found = new Uint32Array(rows);
  }

  add(own: Holders, other: Holders, synthetic: Holders): void {
    for (const [key, held] of own) {
      if (held.length > HOLDERS || other.has(key)) continue;
      const turnsUp = synthetic.has(key) ? 1 : 0;
      for (const i of held) {
        this.rare[i] = (this.rare[i] as number) + 1;
        this.found[i] = (this.found[i] as number) + turnsUp;
      }
    }
  }

  /** The share found, of each row that holds something rare. */
  shares(): number[] {
    return Array.from(this.found, (found, i) => found / (this.rare[i] as number)).filter(
      (share) => !Number.isNaN(share),
    );
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOfMean(values: readonly number[], centre: number): number {
  const n = values.length;
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / Math.max(1, n - 1) / n;
}

function valuesAndPairs(columns: readonly AttackColumn[]): AttackColumn[][] {
  const paired = columns.slice(0, MOST_COLUMNS_IN_PAIRS);
  return [...columns.map((column) => [column]), ...paired.flatMap((a, i) => paired.slice(i + 1).map((b) => [a, b]))];
}

/** Places among the rows by what they hold; rows with a missing cell hold nothing. */
function holdersByValue(columns: readonly AttackColumn[], { side, rows }: Drawn): Map<string | number, number[]> {
  const [first, second] = columns as [AttackColumn, AttackColumn?];
  const holders = new Map<string | number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const a = cell(first, side, row);
    const b = second === undefined ? 0 : cell(second, side, row);
    if (isAbsent(a) || isAbsent(b)) continue;
    const key = second === undefined ? a : `${a},${b}`;
    const held = holders.get(key);
    if (held === undefined) holders.set(key, [i]);
    else held.push(i);
  }
  return holders;
}
