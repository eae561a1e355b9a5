const { abs, exp, sqrt } = Math;
/** Asked for again and again: a handful of levels. */
const known = new Map<number, number>();

/** The half-width, in standard errors, of a two-sided normal interval of this level (0 < level < 1 - 1e-12): 1.96 for 0.95. */
export function standardErrorsFor(level: number): number {
  let errors = known.get(level);
  if (errors === undefined) known.set(level, (errors = bisected(level)));
  return errors;
}

/** The level at which each of `tests` intervals is drawn so that all of them hold together at 95 % (Bonferroni). */
export function jointLevel(tests: number): number {
  return 1 - 0.05 / tests;
}

function bisected(level: number): number {
  let low = 0;
  let high = 8;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (2 * normalCdf(middle) - 1 < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(Z <= x) of a standard normal, by the series phi(x) * (x + x^3/3 + x^5/15 + ...); exact to 1e-14 for |x| < 8. */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; abs(term) > 1e-17 * abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * exp(-0.5 * x * x)) / sqrt(2 * Math.PI);
}
