import type { Measure } from '@headwater/contracts';
import type { GenerationPoint } from './generation-trend';
import { leastSquares } from './least-squares';

/** What a loss may come to in the end and still be a drift: so much of what there was to lose. */
const MOST_LOST = 0.25;

/** Σ 1/i² of all i. */
const LIMIT = Math.PI ** 2 / 6;

/**
 * Whether a score that worsens does so ever more slowly and stays near where it began. Where models learn from the rows of
 * the model before alone, the error of a linear regression grows with the generation n; where they learn from all rows so
 * far, with Σ 1/i² of i ≤ n, which stays below π²/6 (Gerstgrasser et al. 2024, after Dohmatob et al. 2024). Both laws have
 * one slope and one offset, so the one that leaves the smaller squares fits better, whatever the number of points; a tie
 * goes to the straight line. What follows the second, by least squares, ends at a limit: further than a quarter of the way
 * from where it began to 0 (to 1 where lower is better) it is no drift, however slowly it gets there.
 */
export function levelsOff(points: readonly GenerationPoint[], better: Measure['better']): boolean {
  const straight = leastSquares(points.map(({ generation, score }) => ({ x: generation, y: score })));
  const bounded = leastSquares(
    points.map(({ generation, score }) => ({ x: sumOfInverseSquares(generation), y: score })),
  );
  if (!(bounded.squares < straight.squares)) return false;
  const first = points.reduce((least, { generation }) => Math.min(least, generation), Infinity);
  const start = bounded.meanY + bounded.slope * (sumOfInverseSquares(first) - bounded.meanX);
  const loss = Math.abs(bounded.slope) * (LIMIT - sumOfInverseSquares(first));
  return loss <= MOST_LOST * (better === 'higher' ? Math.abs(start) : 1 - start);
}

/** Generation 0 is the first term: a model of real rows has an error, too. */
function sumOfInverseSquares(generation: number): number {
  let sum = 0;
  for (let i = 1; i <= generation + 1; i++) sum += 1 / i ** 2;
  return sum;
}
