import type {
  CollapseStage,
  Evidence,
  GenerationMeasures,
  GenerationRecord,
  LabChain,
  LabChainCard,
  LabGeneration,
  LabMeasure,
} from '@headwater/contracts';
import { collapseWarning } from '@headwater/quality';

/** A generation as the chain's lineage has it, with its evidence. */
export interface MeasuredGeneration {
  record: Pick<GenerationRecord, 'generation' | 'syntheticShare'>;
  evidence: Evidence;
}

/** What became of a chain: scores and collapse verdict generation after generation, and when the verdict first turned. */
export function chainCard(
  chain: Pick<LabChain, 'seed' | 'warnedAt' | 'refusedAt' | 'stoppedAt'>,
  measured: readonly MeasuredGeneration[],
  followed: readonly LabMeasure[],
): LabChainCard {
  const firstWorse: Partial<Record<CollapseStage, number>> = {};
  const history: GenerationMeasures[] = [];
  const generations = measured.map(({ record, evidence }): LabGeneration => {
    const { generation, syntheticShare } = record;
    history.push({ generation, measures: evidence.measures });
    const { verdict, signals } = collapseWarning(history);
    for (const { stage, worsening } of signals) if (worsening) firstWorse[stage] ??= generation;
    const scoreOf = new Map(evidence.measures.map((m) => [m.name, m.score]));
    const scores = Object.fromEntries(followed.map(({ name }) => [name, scoreOf.get(name) ?? null]));
    return { generation, syntheticShare, verdict, scores };
  });
  const firstOf = (verdict: LabGeneration['verdict']): number | null =>
    generations.find((g) => g.verdict === verdict)?.generation ?? null;
  return {
    seed: chain.seed,
    generations,
    firstWorse,
    earlyAt: firstOf('early'),
    collapsingAt: firstOf('collapsing'),
    warnedAt: chain.warnedAt,
    refusedAt: chain.refusedAt,
    stoppedAt: chain.stoppedAt,
  };
}
