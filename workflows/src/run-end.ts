import type { RunEnd, RunStatus } from '@headwater/contracts';
import type { GenerationOutcome } from './generation';
import { millisecondsOf, now } from './time';

/** What the chain is told of a run that has ended. */
export function runEnd(status: RunStatus, { lineage, retrain }: GenerationOutcome): RunEnd {
  const { state, kind = 'manual', startedAt, runId, generation, published, collapse, error } = status;
  const at = now();
  return {
    state,
    kind,
    at,
    seconds: (millisecondsOf(at) - millisecondsOf(startedAt)) / 1000,
    ...(error === undefined ? {} : { error: error.code }),
    ...(published === undefined
      ? {}
      : {
          version: {
            version: published.version,
            runId,
            generation: generation ?? 0,
            rows: published.rows,
            manifestSha256: published.sha256,
            at,
            ...(published.current === false ? { current: false } : {}),
          },
        }),
    ...(generation === undefined ? {} : { generation }),
    ...(collapse === undefined ? {} : { collapse: collapse.action }),
    ...(lineage === undefined ? {} : { lineage }),
    retrain,
  };
}
