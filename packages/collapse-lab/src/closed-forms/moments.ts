/** Of some numbers: how many, their mean, and their variance with divisor n, as maximum likelihood has it. */
export interface Moments {
  count: number;
  mean: number;
  variance: number;
}

/** Of `count` numbers drawn one by one (Welford's recurrence). */
export function momentsOf(count: number, draw: () => number): Moments {
  let mean = 0;
  let squares = 0;
  for (let i = 1; i <= count; i++) {
    const value = draw();
    const off = value - mean;
    mean += off / i;
    squares += off * (value - mean);
  }
  return { count, mean, variance: squares / count };
}

/** Of both sets together. */
export function merged(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const off = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (off * b.count) / count,
    variance: (a.count * a.variance + b.count * b.variance) / count + (a.count * b.count * off * off) / (count * count),
  };
}
