import type { Side } from './attack-tables';
import type { CodedColumn } from './coded-columns';

const { abs, max } = Math;
/** A number with so many rows a value: it is quicker to compute the shares of its values than those of rows. */
const ROWS_A_VALUE = 4;

/** Rows that are searched, by one column's codes. */
export interface ReferenceCodes {
  /** Of each row, -1 for missing. */
  codes: Int32Array;
  /** Rows with code c are those in `order` from `starts[c + 1]` to `starts[c + 2]`. */
  order: Int32Array;
  starts: Int32Array;
  /** Of numbers and times: twice the middle rank of each row's cell, and how many real rows have it. */
  middles: Int32Array;
  counts: Int32Array;
}

/** Stands for the rank of a missing number: farther from every other than there are rows. */
const NOWHERE = 2 ** 30;

/** The share of real rows that lie between two cells of a column, both included: 1 where they have nothing in common. */
export class ColumnShares {
  /** Real rows with each code; of numbers and times also twice the middle of their ranks. */
  private readonly counts: Int32Array;
  private readonly middles: Int32Array;
  private readonly missing: number;
  private readonly size: number;
  /** Room for the shares of all codes. */
  private readonly shares: Float64Array;

  /** Shares are of these training and held-out rows together. */
  constructor(
    private readonly column: CodedColumn,
    real: Record<'train' | 'holdout', Uint32Array>,
  ) {
    this.size = real.train.length + real.holdout.length;
    this.counts = new Int32Array(column.size);
    let missing = 0;
    for (const side of ['train', 'holdout'] as const) {
      for (const row of real[side]) {
        const code = column[side][row] as number;
        if (code < 0) missing++;
        else this.counts[code] = (this.counts[code] as number) + 1;
      }
    }
    this.missing = missing;
    this.middles = new Int32Array(column.size);
    let below = 0;
    for (let code = 0; code < column.size; code++) {
      const count = this.counts[code] as number;
      this.middles[code] = 2 * below + count;
      below += count;
    }
    this.shares = new Float64Array(column.size);
  }

  /** Multiplies each reference's product by the share between `code` and the reference's own. */
  multiply(products: Float64Array, code: number, references: ReferenceCodes): void {
    if (this.column.kind === 'discrete' || code < 0) this.multiplyEqual(products, code, references);
    else if (this.column.size * ROWS_A_VALUE <= products.length) this.multiplyByValue(products, code, references);
    else this.multiplyEach(products, code, references);
  }

  private multiplyEqual(products: Float64Array, code: number, { order, starts }: ReferenceCodes): void {
    const share = max(1, code < 0 ? this.missing : (this.counts[code] as number)) / this.size;
    const end = starts[code + 2] as number;
    for (let k = starts[code + 1] as number; k < end; k++) {
      const r = order[k] as number;
      products[r] = (products[r] as number) * share;
    }
  }

  private multiplyByValue(products: Float64Array, code: number, { codes }: ReferenceCodes): void {
    const { shares, middles, counts } = this;
    const [middle, count] = [middles[code] as number, counts[code] as number];
    for (let other = 0; other < shares.length; other++) {
      const twice = abs((middles[other] as number) - middle) + count + (counts[other] as number);
      shares[other] = max(2, twice) / (2 * this.size);
    }
    for (let r = 0; r < products.length; r++) {
      const other = codes[r] as number;
      if (other >= 0) products[r] = (products[r] as number) * (shares[other] as number);
    }
  }

  private multiplyEach(products: Float64Array, code: number, { middles, counts }: ReferenceCodes): void {
    const [middle, count, most] = [this.middles[code] as number, this.counts[code] as number, 2 * this.size];
    const scale = 1 / most;
    for (let r = 0; r < products.length; r++) {
      const apart = (middles[r] as number) - middle;
      const twice = (apart < 0 ? -apart : apart) + count + (counts[r] as number);
      products[r] = (products[r] as number) * (twice < 2 ? 2 : twice > most ? most : twice) * scale;
    }
  }

  /** Prepares rows for `multiply`. */
  referenceCodes(side: Side, rows: Uint32Array): ReferenceCodes {
    const byCode = rowsByCode(this.column, side, rows);
    const of = (values: Int32Array, ofMissing: number): Int32Array =>
      this.column.kind === 'discrete'
        ? values.subarray(0, 0)
        : byCode.codes.map((code) => (code < 0 ? ofMissing : (values[code] as number)));
    return { ...byCode, middles: of(this.middles, NOWHERE), counts: of(this.counts, 0) };
  }
}

/** A counting sort. */
function rowsByCode(
  column: CodedColumn,
  side: Side,
  rows: Uint32Array,
): Pick<ReferenceCodes, 'codes' | 'order' | 'starts'> {
  const codes = Int32Array.from(rows, (row) => column[side][row] as number);
  const starts = new Int32Array(column.size + 2);
  for (const code of codes) starts[code + 2] = (starts[code + 2] as number) + 1;
  for (let c = 1; c < starts.length; c++) starts[c] = (starts[c] as number) + (starts[c - 1] as number);
  const next = starts.slice();
  const order = new Int32Array(codes.length);
  for (const [r, code] of codes.entries()) {
    const at = next[code + 1] as number;
    order[at] = r;
    next[code + 1] = at + 1;
  }
  return { codes, order, starts };
}
