import type { GenerationTrend } from '@headwater/contracts';
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
  const meanX = points.reduce((sum, p) => sum + p.generation, 0) / n;
  const meanY = points.reduce((sum, p) => sum + p.score, 0) / n;
  let xx = 0;
  let xy = 0;
  for (const { generation, score } of points) {
    xx += (generation - meanX) ** 2;
    xy += (generation - meanX) * (score - meanY);
  }
  if (!(xx > 0)) return null;
  const slope = xy / xx;
  const first = points.reduce((least, p) => Math.min(least, p.generation), Infinity);
  const start = meanY + slope * (first - meanX);
  if (n < 3) return { slope, interval: null, start, points: n };
  let squares = 0;
  for (const { generation, score } of points) squares += (score - meanY - slope * (generation - meanX)) ** 2;
  const margin = studentQuantile((1 + confidence) / 2, n - 2) * Math.sqrt(squares / (n - 2) / xx);
  return { slope, interval: [slope - margin, slope + margin], start, points: n };
}
