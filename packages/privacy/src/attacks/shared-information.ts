import { drawInEqualNumbers, drawRows, type AttackTables, type Side } from './attack-tables';
import type { CodedColumn } from './coded-columns';
import { ColumnShares, type ReferenceCodes } from './column-shares';

const { log, min } = Math;
/** Shares of so many columns are multiplied before a logarithm is taken: a product of more could underflow. */
const COLUMNS_A_PRODUCT = 32;

/** For each query the information it shares with the reference row it shares most with, and which row that is. */
export interface MostShared {
  information: Float64Array;
  rows: Int32Array;
}

/** The first so many rows of a table, in its random order. */
export interface FirstRows {
  side: Side;
  most: number;
}

/**
 * How much two rows have in common, in nats: the sum over columns of -log of the share of real rows that lie between
 * their two cells, both included. Equal common levels count little, equal rare values much, different levels nothing. A
 * row with half of its values replaced is still far more like its original than any stranger is, which no mean of
 * distances shows. Shares are of as many training as held-out rows together.
 */
export class SharedInformation {
  private readonly shares: ColumnShares[];
  private readonly prepared = new Map<string, ReferenceCodes[]>();

  constructor(
    private readonly tables: AttackTables,
    private readonly columns: readonly CodedColumn[],
  ) {
    const real = drawInEqualNumbers(tables);
    this.shares = columns.map((column) => new ColumnShares(column, real));
  }

  /** With each query's best reference row; with `withoutSelf`, query i and reference i are the same row. */
  async most(query: FirstRows, reference: FirstRows, withoutSelf = false): Promise<MostShared> {
    const { pace } = this.tables;
    const note = 'looking for rows that share rare values';
    const queries = drawRows(this.tables, query.side, query.most);
    const references = this.referencesOf(reference);
    const information = new Float64Array(queries.length);
    const rows = new Int32Array(queries.length);
    const size = references[0]?.codes.length ?? 0;
    const [products, logs] = [new Float64Array(size), new Float64Array(size)];
    for (let i = 0; i < queries.length; i++) {
      if (pace.due()) await pace.turn({ note, done: i, total: queries.length });
      const codes = this.columns.map((column) => column[query.side][queries[i] as number] as number);
      const scores = this.scores(codes, references, products, logs);
      const best = leastOf(scores, withoutSelf ? i : -1);
      const found = scores[best] as number;
      information[i] = -(this.inLogs ? found : log(found));
      rows[i] = best;
    }
    return { information, rows };
  }

  /** Of each reference the product of its shares, or the logarithm of it where there are many columns: less is more. */
  private scores(
    codes: readonly number[],
    references: readonly ReferenceCodes[],
    products: Float64Array,
    logs: Float64Array,
  ): Float64Array {
    if (this.inLogs) logs.fill(0);
    for (let first = 0; first < codes.length; first += COLUMNS_A_PRODUCT) {
      products.fill(1);
      const last = min(codes.length, first + COLUMNS_A_PRODUCT);
      for (let j = first; j < last; j++)
        this.shares[j]?.multiply(products, codes[j] as number, references[j] as ReferenceCodes);
      if (!this.inLogs) return products;
      for (let r = 0; r < logs.length; r++) logs[r] = (logs[r] as number) + log(products[r] as number);
    }
    return logs;
  }

  private get inLogs(): boolean {
    return this.shares.length > COLUMNS_A_PRODUCT;
  }

  /** Prepared once for all who search the same rows. */
  private referencesOf({ side, most }: FirstRows): ReferenceCodes[] {
    const rows = drawRows(this.tables, side, most);
    const key = `${side} ${rows.length}`;
    let references = this.prepared.get(key);
    if (references === undefined) {
      references = this.shares.map((shares) => shares.referenceCodes(side, rows));
      this.prepared.set(key, references);
    }
    return references;
  }
}

/** The place of the least value but that at `without`; the first of equal ones. */
function leastOf(values: Float64Array, without: number): number {
  let best = without === 0 ? 1 : 0;
  for (let r = best + 1; r < values.length; r++)
    if ((values[r] as number) < (values[best] as number) && r !== without) best = r;
  return best;
}
