import { DistinctSample, hashNumber } from './distinct-sample';

/** What a sequence of whole numbers looks like as keys: all different, evenly stepped. */
export class IntegerRun {
  readonly distinct = new DistinctSample();
  count = 0;
  private previous = NaN;
  private step = NaN;
  private even = true;

  add(value: number): void {
    this.count++;
    this.distinct.add(hashNumber(value));
    if (this.count > 1 && this.even) {
      const step = value - this.previous;
      if (this.count === 2) this.step = step;
      else this.even = step === this.step;
    }
    this.previous = value;
  }

  get unique(): boolean {
    return this.distinct.ratio >= 0.999;
  }

  /** Each value is the one before plus the same step, not 0. */
  get evenlyStepped(): boolean {
    return this.count > 1 && this.even && this.step !== 0;
  }
}
