import { standardErrorsFor } from '../intervals/normal';

/** How much of what is rare in one table turns up in the synthetic rows. */
export interface RareValues {
  /** Mean over the training rows that hold rare values: the share of these found in the synthetic rows. */
  ofTrain: number;
  /** The same of what is rare in the held-out rows. */
  ofHoldout: number;
  /** 95 % interval of `ofTrain`, such that it holds `ofHoldout` where there is no difference. */
  interval: [number, number];
}

/** For each real row how many rare values it holds, and how many of these are found. Training rows come first. */
export class RareCounts {
  /** Values that one row holds, or two of one table. */
  private readonly rare: Uint32Array;
  private readonly found: Uint32Array;
  /** Values that one or two rows hold, whatever their tables; those of two count half in `expected`. */
  private readonly held: Uint32Array;
  private readonly heldFound: Uint32Array;
  private readonly expected: Float64Array;

  constructor(
    private readonly trainRows: number,
    holdoutRows: number,
  ) {
    const rows = trainRows + holdoutRows;
    this.rare = new Uint32Array(rows);
    this.found = new Uint32Array(rows);
    this.held = new Uint32Array(rows);
    this.heldFound = new Uint32Array(rows);
    this.expected = new Float64Array(rows);
  }

  /** A value and its holders, of whom the second may be none (-1). One row of either table makes it no longer rare. */
  add(first: number, second: number, found: boolean): void {
    const rare = second < 0 || first < this.trainRows === second < this.trainRows;
    this.count(first, second < 0 ? 1 : 0.5, rare, found);
    if (second >= 0) this.count(second, 0.5, rare, found);
  }

  /** null if no row of one of the tables holds anything rare. */
  result(): RareValues | null {
    const rows = [...this.rare.keys()].filter((row) => this.rare[row] !== 0);
    const [train, holdout] = [rows.filter((row) => row < this.trainRows), rows.filter((row) => row >= this.trainRows)];
    if (train.length === 0 || holdout.length === 0) return null;
    const share = (row: number): number => (this.found[row] as number) / (this.rare[row] as number);
    const [ofTrain, ofHoldout] = [meanOf(train, share), meanOf(holdout, share)];
    const variance = this.varianceOfRelabelling(rows, meanOf(rows, share));
    const margin = standardErrorsFor(0.95) * Math.sqrt(variance * (1 / train.length + 1 / holdout.length));
    return { ofTrain, ofHoldout, interval: [Math.max(0, ofTrain - margin), Math.min(1, ofTrain + margin)] };
  }

  /**
   * Were it drawn anew which rows are training rows, the difference of the two means would be the sum over rows of what
   * each brings to its side. A value with two holders is rare only if both get one label, so it moves either side by both
   * of its rows or by none: in expectation each row brings it whole, over a number of values in which it counts half.
   */
  private varianceOfRelabelling(rows: readonly number[], mean: number): number {
    const brought = (row: number): number =>
      ((this.heldFound[row] as number) - mean * (this.held[row] as number)) / (this.expected[row] as number);
    const centre = meanOf(rows, brought);
    return meanOf(rows, (row) => (brought(row) - centre) ** 2);
  }

  private count(row: number, weight: number, rare: boolean, found: boolean): void {
    const hit = found ? 1 : 0;
    this.held[row] = (this.held[row] as number) + 1;
    this.heldFound[row] = (this.heldFound[row] as number) + hit;
    this.expected[row] = (this.expected[row] as number) + weight;
    if (!rare) return;
    this.rare[row] = (this.rare[row] as number) + 1;
    this.found[row] = (this.found[row] as number) + hit;
  }
}

function meanOf(rows: readonly number[], of: (row: number) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
}
