/**
 * The half-width, in standard errors, of a two-sided 95 % interval by Student's t with a whole number of degrees of
 * freedom, 1 or more: the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4, turned around by bisection.
 */
export function studentErrors95(freedom: number): number {
  let low = 0;
  let high = 20;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(|T| < t). */
function shareWithin(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine2 = Math.cos(angle) ** 2;
  const odd = freedom % 2;
  let term = odd === 1 ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = 2 + odd; k < freedom; k += 2) {
    term *= (cosine2 * (k - 1)) / k;
    sum += term;
  }
  const series = Math.sin(angle) * sum;
  return odd === 1 ? (2 / Math.PI) * (angle + series) : series;
}
