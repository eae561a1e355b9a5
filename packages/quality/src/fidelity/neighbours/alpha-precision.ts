import { quantileOf } from '../../quantile';
import { centreDistances } from './centre-distances';
import type { Crossing } from './crossed-neighbours';
import type { Points } from './quantile-space';

const LEVELS = 30;

/** Of supports that hold given shares of the rows. */
export interface AlphaPrecision {
  alphaPrecision: number;
  betaRecall: number;
  authenticity: number;
}

/**
 * Alpha-precision, beta-recall and authenticity (Alaa et al., ICML 2022) with the mean as centre and 30 levels: how close
 * the curves are to the diagonal, one minus the sum of differences over the sum of levels. Authenticity is the share of
 * synthetic rows farther from their nearest real row than that one is from its nearest other real row. `realNearest` are
 * squared distances; the samples must be of equal size.
 */
export function alphaPrecision(
  real: Points,
  synthetic: Points,
  realNearest: Float64Array,
  x: Crossing,
): AlphaPrecision {
  const toRealCentre = centreDistances(synthetic, real);
  const realRadii = centreDistances(real, real).sort();
  const aroundSynthetic = centreDistances(synthetic, synthetic);
  // Of each real row's nearest synthetic row: how far from the centre, and whether it is near enough to stand for it.
  const spread = Float64Array.from(x.nearestSynthetic, (s) => aroundSynthetic[s] as number);
  const radii = spread.slice().sort();
  const near = Uint8Array.from(x.toSynthetic, (d, r) => (d <= (realNearest[r] as number) ? 1 : 0));
  let authentic = 0;
  for (const [s, r] of x.nearestReal.entries()) if ((realNearest[r] as number) < (x.toReal[s] as number)) authentic++;
  return {
    alphaPrecision: onDiagonal((level) => {
      const radius = quantileOf(realRadii, level);
      return countWhere(toRealCentre, (d) => d <= radius) / synthetic.rows;
    }),
    betaRecall: onDiagonal((level) => {
      const radius = quantileOf(radii, level);
      return countWhere(spread, (d, r) => near[r] === 1 && d <= radius) / real.rows;
    }),
    authenticity: authentic / synthetic.rows,
  };
}

function onDiagonal(curve: (level: number) => number): number {
  let difference = 0;
  let total = 0;
  for (let i = 0; i < LEVELS; i++) {
    const level = i === LEVELS - 1 ? 1 : i * (1 / (LEVELS - 1));
    difference += Math.abs(level - curve(level));
    total += level;
  }
  return 1 - difference / total;
}

function countWhere(values: Float64Array, holds: (value: number, i: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i] as number, i)) count++;
  return count;
}
