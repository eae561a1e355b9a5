import type { Crossing } from './crossed-neighbours';

/** Of k-nearest-neighbour balls. */
export interface PrecisionRecall {
  precision: number;
  recall: number;
  density: number;
  coverage: number;
}

/**
 * Improved precision and recall (Kynkäänniemi et al., NeurIPS 2019, equations 1 and 2): the shares of synthetic rows in
 * some real ball and of real rows in some synthetic ball. Density and coverage (Naeem et al., ICML 2020, equations 3 and
 * 4): real balls that hold a synthetic row, per row and k, and the share of real balls that hold one. Balls are closed,
 * as in the papers; the authors' code leaves their surface out, on which rows of few levels often lie.
 */
export function precisionRecall({ realBalls, inSyntheticBall, reached }: Crossing, k: number): PrecisionRecall {
  let precise = 0;
  let balls = 0;
  for (const count of realBalls) {
    if (count > 0) precise++;
    balls += count;
  }
  return {
    precision: precise / realBalls.length,
    recall: shareOf(inSyntheticBall),
    density: balls / (k * realBalls.length),
    coverage: shareOf(reached),
  };
}

function shareOf(flags: Uint8Array): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count / flags.length;
}
