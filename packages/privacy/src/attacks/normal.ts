/** P(Z <= x) of a standard normal, by the series phi(x) * (x + x^3/3 + x^5/15 + ...); exact to 1e-14 for |x| < 8. */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** The half-width, in standard errors, of a two-sided normal interval of this level (0 < level < 1 - 1e-12): 1.96 for 0.95. */
export function standardErrorsFor(level: number): number {
  let low = 0;
  let high = 8;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (2 * normalCdf(middle) - 1 < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The level at which each of `tests` intervals is drawn so that all of them hold together at 95 % (Bonferroni). */
export function jointLevel(tests: number): number {
  return 1 - 0.05 / tests;
}
