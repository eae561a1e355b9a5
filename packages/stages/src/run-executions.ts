import type { RunDocument, RunExecution, RunStatus } from '@headwater/contracts';

/**
 * The document of a run with one more execution that begins or has ended. What ended before it stays in place while the
 * new one is under way, and after it failed or was cancelled without coming as far: what the run made is still there.
 */
export function withExecution(before: RunDocument | null, execution: RunDocument): RunDocument {
  const { runId, chain, partition, attempt: _, ...latest } = execution;
  if (before?.status === undefined || cameAsFar(latest.status, before.status))
    return { runId, chain, partition, ...latest };
  return { ...before, attempt: latest };
}

/** The execution that began last. */
export function latestExecution(document: RunDocument): RunExecution {
  return document.attempt ?? document;
}

/** A verdict counts, whichever it is. Without one, as many stages must be done. */
function cameAsFar(now: RunStatus | undefined, before: RunStatus): boolean {
  if (now === undefined) return false;
  if (hasVerdict(now)) return true;
  return !hasVerdict(before) && stagesDone(now) >= stagesDone(before);
}

function hasVerdict({ state }: RunStatus): boolean {
  return state === 'published' || state === 'blocked';
}

function stagesDone({ stages }: RunStatus): number {
  return stages.filter(({ state }) => state === 'done').length;
}
