import { HeadwaterError, type RunExecution } from '@headwater/contracts';
import { findRun, openStateStore } from '../find-run';
import { printJson } from '../output';
import { resultOf, summaryLines } from '../run-result';
import { stateFolder } from '../state-folder';

/** `headwater show`: what a finished run made, from the store alone. */
export async function showCommand(
  runId: string | undefined,
  options: { state: string; json?: boolean },
): Promise<void> {
  const store = await openStateStore(options.state);
  const run = await findRun(store, runId);
  if (run.status === undefined) {
    throw new HeadwaterError('RUN_NOT_FOUND', `${run.runId} has not finished`, {
      hint: '`headwater status` says how far it is; `headwater run` goes on with it.',
    });
  }
  const result = await resultOf({ store, state: stateFolder(options.state) }, run.status);
  const attempt = run.attempt === undefined ? null : attemptOf(run.attempt);
  if (options.json) printJson({ ...result, kind: run.kind ?? 'manual', requestedBy: run.requestedBy ?? null, attempt });
  else process.stdout.write(`${[...summaryLines(result), ...attemptLines(attempt)].join('\n')}\n`);
}

/** A later execution that did not take the place of the one that is shown. */
function attemptOf({ submittedAt, requestedBy, status }: RunExecution) {
  return {
    submittedAt,
    requestedBy: requestedBy ?? null,
    status: status?.state ?? 'unfinished',
    error: status?.error ?? null,
  };
}

function attemptLines(attempt: ReturnType<typeof attemptOf> | null): string[] {
  if (attempt === null) return [];
  const { submittedAt, requestedBy, status, error } = attempt;
  const what = error === null ? '' : `: ${error.code}: ${error.message}`;
  return [`resumed ${submittedAt}${requestedBy === null ? '' : ` by ${requestedBy}`}, ${status}${what}`];
}
