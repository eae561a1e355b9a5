const Z_95 = 1.959963984540054;

/** 95 % interval of a share seen in `n` draws (Wilson, JASA 1927): stays within 0 and 1, and has width at 0 and 1. */
export function wilsonInterval(share: number, n: number): [number, number] {
  const z2 = Z_95 ** 2;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const margin = (Z_95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return [Math.max(0, centre - margin), Math.min(1, centre + margin)];
}
