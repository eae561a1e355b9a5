import type { LabChainCard, LabCurve, LabMeasure } from '@headwater/contracts';
import { medianOf } from './followed-measures';

/** Every followed measure over the generations: median and range over the chains of one protocol. */
export function curvesOf(chains: readonly LabChainCard[], followed: readonly LabMeasure[]): LabCurve[] {
  const last = Math.max(-1, ...chains.flatMap(({ generations }) => generations.map((g) => g.generation)));
  return followed.flatMap(({ name }): LabCurve[] => {
    const points = Array.from({ length: last + 1 }, (_, generation) => ({
      generation,
      scores: chains.flatMap(({ generations }) => scoreAt(generations, generation, name) ?? []),
    }))
      .filter(({ scores }) => scores.length > 0)
      .map(({ generation, scores }) => ({
        generation,
        median: medianOf(scores),
        least: Math.min(...scores),
        most: Math.max(...scores),
      }));
    return points.length === 0 ? [] : [{ measure: name, points }];
  });
}

export function scoreAt(generations: LabChainCard['generations'], generation: number, measure: string): number | null {
  return generations.find((g) => g.generation === generation)?.scores[measure] ?? null;
}
