import type { Pace } from '../../pace';
import type { Points } from './quantile-space';
import { squaredDistance } from './squared-distance';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { max } = Math;

/** The balls around rows are closed and of the given squared radii. */
export interface BalledPoints {
  points: Points;
  radii: Float64Array;
}

/** What real and synthetic rows are to each other; distances are squared. */
export interface Crossing {
  /** Of each synthetic row: in how many real balls it lies, and which real row is nearest (the first if several). */
  realBalls: Uint32Array;
  nearestReal: Uint32Array;
  toReal: Float64Array;
  /** Of each real row: whether a synthetic row lies in its ball, it in a synthetic ball, and the nearest synthetic row. */
  reached: Uint8Array;
  inSyntheticBall: Uint8Array;
  nearestSynthetic: Uint32Array;
  toSynthetic: Float64Array;
}

/** All pairs of a real and a synthetic row, exactly; a distance is left as soon as nothing can depend on it. */
export async function crossNeighbours(
  real: BalledPoints,
  synthetic: BalledPoints,
  pace: Pace,
  note: string,
): Promise<Crossing> {
  const [n, m] = [real.points.rows, synthetic.points.rows];
  const found: Crossing = {
    realBalls: new Uint32Array(m),
    nearestReal: new Uint32Array(m),
    toReal: new Float64Array(m).fill(Infinity),
    reached: new Uint8Array(n),
    inSyntheticBall: new Uint8Array(n),
    nearestSynthetic: new Uint32Array(n),
    toSynthetic: new Float64Array(n).fill(Infinity),
  };
  for (let s = 0; s < m; s++) {
    if (pace.due()) await pace.turn({ note, done: s, total: m });
    crossOne(real, synthetic, s, found);
  }
  return found;
}

function crossOne(real: BalledPoints, synthetic: BalledPoints, s: number, found: Crossing): void {
  const { toReal, toSynthetic } = found;
  const ownRadius = synthetic.radii[s] as number;
  for (let r = 0; r < real.points.rows; r++) {
    const radius = real.radii[r] as number;
    const nearestOfReal = toSynthetic[r] as number;
    const nearestOfSynthetic = toReal[s] as number;
    const limit = max(radius, ownRadius, nearestOfReal, nearestOfSynthetic);
    const distance = squaredDistance(real.points, r, synthetic.points, s, limit);
    if (distance > limit) continue;
    if (distance <= radius) {
      found.realBalls[s] = (found.realBalls[s] as number) + 1;
      found.reached[r] = 1;
    }
    if (distance <= ownRadius) found.inSyntheticBall[r] = 1;
    if (distance < nearestOfSynthetic) {
      toReal[s] = distance;
      found.nearestReal[s] = r;
    }
    if (distance < nearestOfReal) {
      toSynthetic[r] = distance;
      found.nearestSynthetic[r] = s;
    }
  }
}
