import { HeadwaterError } from '@headwater/contracts';
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
  if (options.json) printJson({ ...result, kind: run.kind ?? 'manual', requestedBy: run.requestedBy ?? null });
  else process.stdout.write(`${summaryLines(result).join('\n')}\n`);
}
