import { type MetricMeter } from '@temporalio/common';
import type { ActivityInterceptors } from '@temporalio/worker';
import { trace } from '@opentelemetry/api';

/** What activities answer, as far as it is counted here. */
interface Answer {
  reused?: unknown;
  rows?: unknown;
}
/** What activities are asked, likewise. */
interface Asked {
  context?: { chain?: unknown };
  chain?: unknown;
  fact?: { kind?: unknown; facts?: { verdict?: unknown } };
}

/** Counts what stages do, by chain: names and counts, nothing of the data. */
export function stageMetrics(
  meter: MetricMeter,
): (context: { info: { activityType: string } }) => ActivityInterceptors {
  const seconds = meter.createHistogram('headwater_stage_seconds', 'float', 's', 'Time of a stage that was run');
  const reused = meter.createCounter('headwater_stages_reused', '1', 'Stages whose outputs were in the store');
  const failed = meter.createCounter('headwater_stage_attempts_failed', '1', 'Attempts of stages that failed');
  const rows = meter.createCounter('headwater_rows_generated', '1', 'Synthetic rows made');
  const verdicts = meter.createCounter('headwater_gate_verdicts', '1', 'What gates decided');
  return ({ info }) => ({
    inbound: {
      async execute(input, next) {
        const stage = info.activityType;
        const asked = (input.args[0] ?? {}) as Asked;
        const chain = text(asked.context?.chain ?? asked.chain);
        const tags = { stage, chain };
        const span = trace.getActiveSpan();
        span?.setAttributes({ 'headwater.stage': stage, 'headwater.chain': chain });
        const started = performance.now();
        let answer: Answer;
        try {
          answer = (await next(input)) ?? {};
        } catch (error) {
          failed.add(1, tags);
          throw error;
        }
        if (answer.reused === true) reused.add(1, tags);
        else seconds.record((performance.now() - started) / 1000, tags);
        span?.setAttribute('headwater.reused', answer.reused === true);
        if (stage === 'generateShard' && answer.reused === false) rows.add(Number(answer.rows), { chain });
        const { fact } = asked;
        if (fact?.kind === 'decided') verdicts.add(1, { chain, verdict: text(fact.facts?.verdict) });
        return answer;
      },
    },
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : 'none';
}
