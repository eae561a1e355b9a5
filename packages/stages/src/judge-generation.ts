import type { CollapseJudgement, CollapseSignal, JudgeGenerationInput } from '@headwater/contracts';
import { collapseAction } from '@headwater/policy';
import { collapseWarning } from '@headwater/quality/trend';
import type { StageEnvironment } from './environment';
import { generationHistory, readLineage } from './generation-history';
import { peakResidentBytes, secondsSince } from './keyed';

/** Measures that go through history at most. */
const MOST_NAMED = 8;

/** What the curves over a chain's generations, this one included, say is to be done. */
export async function judgeGeneration(
  environment: StageEnvironment,
  { context, plan, quality }: JudgeGenerationInput,
): Promise<CollapseJudgement> {
  const started = performance.now();
  const lineage = await readLineage(environment, plan.lineage, context.chain);
  const warning = collapseWarning(
    await generationHistory(environment, lineage, { generation: plan.generation, quality }),
  );
  // The place of this one may hold an attempt of another run, which then was refused.
  const attempts = lineage.generations.filter(
    (r) =>
      r.generation < plan.generation || (r.generation === plan.generation && !r.accepted && r.runId !== context.runId),
  );
  const lastAccepted = attempts.map(({ accepted }) => accepted).lastIndexOf(true);
  const { action, because } = collapseAction(warning, { refusedInARow: attempts.length - 1 - lastAccepted });
  return {
    action,
    verdict: warning.verdict,
    worsening: warning.signals
      .filter((signal) => signal.worsening)
      .slice(0, MOST_NAMED)
      .map(named),
    because,
    key: '',
    reused: false,
    seconds: secondsSince(started),
    peakBytes: peakResidentBytes(),
  };
}

function named({ measure, trend }: CollapseSignal): CollapseJudgement['worsening'][number] {
  return { measure, slope: trend.slope, interval: trend.interval };
}
