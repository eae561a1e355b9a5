const FRACTION_STEPS = 300;
const TINY = 1e-300;

/**
 * The t at which Student's distribution reaches `level` (0 < level < 1), by bisection on its distribution function, to
 * the last digits. `freedom` is 1 or more. Throws a RangeError otherwise.
 */
export function studentQuantile(level: number, freedom: number): number {
  if (!(level > 0 && level < 1) || !(freedom >= 1))
    throw new RangeError(`student quantile: needs 0 < level < 1 and freedom >= 1, got ${level} and ${freedom}`);
  if (level < 0.5) return -studentQuantile(1 - level, freedom);
  let low = 0;
  let high = 1;
  while (studentUpperTail(high, freedom) > 1 - level) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (studentUpperTail(middle, freedom) > 1 - level) low = middle;
    else high = middle;
  }
}

/** P(T > t) for t >= 0: half the regularised incomplete beta function at freedom / (freedom + t²). */
function studentUpperTail(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5) / 2;
}

/** Regularised I_x(a, b), by its continued fraction (Abramowitz and Stegun 26.5.8; Lentz's algorithm). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= FRACTION_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * fraction;
}

function away(x: number): number {
  return Math.abs(x) < TINY ? TINY : x;
}

/** Stirling's series at x + 10, brought back by the recurrence. */
function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < x + 10; at++) product *= at;
  const squared = at * at;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / squared) / squared) / squared) / at;
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - Math.log(product);
}
