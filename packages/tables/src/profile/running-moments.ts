import type { NumberProfile } from './number-profile';

/**
 * Count, extremes, mean and standard deviation of the finite numbers of a stream, part by part: two passes over each,
 * parts put together as in Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample
 * Variances" (1979). NaN and infinities are counted.
 */
export class RunningMoments {
  private nan = 0;
  private infinite = 0;
  private count = 0;
  private least = Infinity;
  private most = -Infinity;
  private mean = 0;
  private squares = 0;

  /** Numbers that are present. */
  add(values: Float64Array): void {
    const finite = values.filter((value) => Number.isFinite(value));
    const n = finite.length;
    const nan = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
    this.nan += nan;
    this.infinite += values.length - n - nan;
    if (n === 0) return;
    let mean = 0;
    for (const value of finite) mean += value / n;
    let squares = 0;
    for (const value of finite) {
      squares += (value - mean) ** 2;
      if (value < this.least) this.least = value;
      if (value > this.most) this.most = value;
    }
    const all = this.count + n;
    const apart = mean - this.mean;
    this.squares += squares + apart ** 2 * ((this.count / all) * n);
    this.mean += apart * (n / all);
    this.count = all;
  }

  finish(): Pick<NumberProfile, 'nan' | 'infinite' | 'min' | 'max' | 'mean' | 'std'> {
    const { nan, infinite, count, least, most, mean, squares } = this;
    if (count === 0) return { nan, infinite, min: null, max: null, mean: null, std: null };
    return { nan, infinite, min: least, max: most, mean, std: count < 2 ? null : Math.sqrt(squares / (count - 1)) };
  }
}
