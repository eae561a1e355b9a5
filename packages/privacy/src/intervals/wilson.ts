import { standardErrorsFor } from './normal';

const Z_95 = standardErrorsFor(0.95);

/** 95 % interval of a share seen in `n` draws (Wilson, JASA 1927): stays within 0 and 1, and has width at 0 and 1. */
export function wilsonInterval(share: number, n: number): [number, number] {
  const z2 = Z_95 ** 2;
  const centre = (share + z2 / (2 * n)) / (1 + z2 / n);
  const margin = (Z_95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // Rounding must not put the share outside.
  return [Math.max(0, Math.min(share, centre - margin)), Math.min(1, Math.max(share, centre + margin))];
}

/** A share, and of how many draws. */
export interface DrawnShare {
  share: number;
  of: number;
}

/**
 * 95 % interval of a share that is to be held against another, itself estimated: the interval of their difference by
 * Newcombe's hybrid score method (Statistics in Medicine 1998, method 10), put around the other.
 */
export function shareBeside(found: DrawnShare, beside: DrawnShare): [number, number] {
  const [low, high] = wilsonInterval(found.share, found.of);
  const [otherLow, otherHigh] = wilsonInterval(beside.share, beside.of);
  const below = Math.hypot(found.share - low, otherHigh - beside.share);
  const above = Math.hypot(high - found.share, beside.share - otherLow);
  return [Math.max(0, found.share - below), Math.min(1, found.share + above)];
}
