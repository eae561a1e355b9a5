import type { NoteRunInput, RunDocument } from '@headwater/contracts';
import { codeOfRuns } from './code-version';
import type { StageEnvironment } from './environment';
import { latestExecution, withExecution } from './run-executions';

/**
 * Writes the document of a run that nobody watches, so that it is listed and found without Temporal. The status is kept
 * once the run has ended; until then it is the workflow's to tell.
 */
export async function noteRun(environment: StageEnvironment, input: NoteRunInput): Promise<null> {
  const { context, status, kind, requestedBy } = input;
  const { runs } = environment.store;
  const before = await runs.get<RunDocument>(context.runId);
  // A run that begins after one of its name has ended is another one.
  const latest = before === null ? null : latestExecution(before);
  const submittedAt = latest !== null && latest.status === undefined ? latest.submittedAt : status.startedAt;
  const document: RunDocument = {
    runId: context.runId,
    chain: context.chain,
    partition: context.partition,
    spec: context.spec,
    submittedAt,
    kind,
    ...(requestedBy === null ? {} : { requestedBy }),
    code: codeOfRuns(),
    ...(status.state === 'running' ? {} : { status }),
  };
  await runs.put(context.runId, withExecution(before, document));
  return null;
}
