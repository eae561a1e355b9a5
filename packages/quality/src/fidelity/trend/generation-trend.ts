import type { GenerationTrend } from '@headwater/contracts';
import { leastSquares } from './least-squares';
import { studentQuantile } from './student-t';

/** A measure's score in one generation. */
export interface GenerationPoint {
  generation: number;
  score: number;
}

/**
 * Ordinary least squares of score on generation with the slope's confidence interval, 95 % by default. null if there are
 * not two different generations, or a score is not finite: there is no slope then.
 */
export function generationTrend(points: readonly GenerationPoint[], confidence = 0.95): GenerationTrend | null {
  const n = points.length;
  if (!points.every((p) => Number.isFinite(p.generation) && Number.isFinite(p.score))) return null;
  const { slope, meanX, meanY, xx, squares } = leastSquares(points.map((p) => ({ x: p.generation, y: p.score })));
  if (!(xx > 0)) return null;
  const first = points.reduce((least, p) => Math.min(least, p.generation), Infinity);
  const start = meanY + slope * (first - meanX);
  if (n < 3) return { slope, interval: null, start, points: n };
  const margin = studentQuantile((1 + confidence) / 2, n - 2) * Math.sqrt(squares / (n - 2) / xx);
  return { slope, interval: [slope - margin, slope + margin], start, points: n };
}
