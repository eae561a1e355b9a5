import type { ContinuousColumn, DiscreteColumn, Trio } from '@headwater/quality';

type Side = keyof Trio<unknown>;
/** One column's cells as pairs of 32-bit words: equal cells have equal words. */
type Words = Uint32Array;

/** The different rows of a table, to ask whether a row of another is among them. */
export class RowSet {
  private readonly train: Words[];
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly mask: number;

  constructor(
    private readonly columns: readonly (ContinuousColumn | DiscreteColumn)[],
    rows: number,
  ) {
    this.train = words(columns, 'train');
    const size = 2 ** Math.ceil(Math.log2(2 * rows + 2));
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(-1);
    this.next = new Int32Array(rows).fill(-1);
    for (let row = 0; row < rows; row++) this.add(row);
  }

  /** How many of the first `rows` rows of the other table are equal to a training row in every column. */
  countOf(side: 'synthetic' | 'holdout', rows: number): number {
    const cells = words(this.columns, side);
    let count = 0;
    for (let row = 0; row < rows; row++) if (this.find(cells, row, this.bucket(cells, row)) >= 0) count++;
    return count;
  }

  /** Repeated rows are kept once, or their chain would grow with every repetition. */
  private add(row: number): void {
    const bucket = this.bucket(this.train, row);
    if (this.find(this.train, row, bucket) >= 0) return;
    this.next[row] = this.heads[bucket] as number;
    this.heads[bucket] = row;
  }

  private find(cells: readonly Words[], row: number, bucket: number): number {
    let candidate = this.heads[bucket] as number;
    while (candidate >= 0 && !this.equal(cells, row, candidate)) candidate = this.next[candidate] as number;
    return candidate;
  }

  private equal(cells: readonly Words[], row: number, trainRow: number): boolean {
    for (let j = 0; j < cells.length; j++) {
      const [a, b] = [cells[j] as Words, this.train[j] as Words];
      if (a[2 * row] !== b[2 * trainRow] || a[2 * row + 1] !== b[2 * trainRow + 1]) return false;
    }
    return true;
  }

  private bucket(cells: readonly Words[], row: number): number {
    let hash = 0x811c9dc5;
    for (const column of cells) {
      hash = Math.imul(hash ^ (column[2 * row] as number), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13) ^ (column[2 * row + 1] as number), 0xc2b2ae35);
      hash ^= hash >>> 16;
    }
    return hash & this.mask;
  }
}

function words(columns: readonly (ContinuousColumn | DiscreteColumn)[], side: Side): Words[] {
  return columns.map((column) => {
    // Adding 0 makes -0 and 0 the same.
    const cells = Float64Array.from(column[side], (value) => value + 0);
    const pairs = new Uint32Array(cells.buffer);
    for (let i = 0; i < cells.length; i++) {
      // NaN has many bit patterns.
      if (Number.isNaN(cells[i])) pairs.fill(0xffffffff, 2 * i, 2 * i + 2);
    }
    return pairs;
  });
}
