import type { CollapseStage, Evidence, LabMeasure } from '@headwater/contracts';
import { collapseStageOf } from '@headwater/quality';

/** Followed beside what the collapse verdict follows: what a consumer of the rows would notice last. */
const BESIDE: readonly string[] = ['tail_coverage_worst', 'density', 'two_sample_auc', 'tstr_gap'];

/**
 * The measures of the evidence that the laboratory follows, in the order in which collapse shows, with what held-out real
 * rows score (the median over the evidences given). Those without a score are left out.
 */
export function followedMeasures(evidences: readonly Evidence[]): LabMeasure[] {
  const [first] = evidences;
  const found = (first?.measures ?? []).flatMap(({ name, better, score }): LabMeasure[] => {
    const stage = collapseStageOf(name);
    if (score === null || (stage === null && !BESIDE.includes(name))) return [];
    const references = evidences.flatMap(({ measures }) => measures.find((m) => m.name === name)?.reference ?? []);
    return [{ name, better, stage, reference: references.length === 0 ? null : medianOf(references) }];
  });
  return found.sort((a, b) => rank(a.stage) - rank(b.stage));
}

const STAGES: readonly (CollapseStage | null)[] = ['tails', 'coverage', 'spread', 'likelihood', 'marginals', null];

function rank(stage: CollapseStage | null): number {
  return STAGES.indexOf(stage);
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
