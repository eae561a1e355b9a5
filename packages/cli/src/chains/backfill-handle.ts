import { WorkflowNotFoundError } from '@temporalio/common';
import {
  BACKFILL_MESSAGES,
  HeadwaterError,
  WORKFLOWS,
  type BackfillInput,
  type BackfillProgress,
} from '@headwater/contracts';
import { EXIT } from '../exit-codes';
import { printJson, say } from '../output';
import type { Session } from '../session';
import { progressLine } from './backfill-lines';

const POLL_MS = 1000;

export async function isRunning({ client }: Session, id: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(id).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** The one backfill of a chain that is under way, for commands that name no range. */
export async function runningBackfill({ client }: Session, chain: string): Promise<string> {
  const query = `WorkflowType = '${WORKFLOWS.backfill}' AND ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH 'backfill/${chain}/'`;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  const [id, ...others] = ids;
  if (id !== undefined && others.length === 0) return id;
  throw new HeadwaterError(
    'RUN_NOT_FOUND',
    id === undefined ? `no backfill of ${chain} is under way` : `${ids.length} backfills of ${chain} are under way`,
    { hint: 'Name the range with --from and --to, as when it was started.' },
  );
}

/** Follows a backfill to its end, unless it is to be left alone. Sets the exit code by what became of its runs. */
export async function followBackfill(
  session: Session,
  id: string,
  options: { detach: boolean; json?: boolean },
): Promise<void> {
  const handle = session.client.workflow.getHandle<(input: BackfillInput) => Promise<BackfillProgress>>(id);
  if (options.detach) {
    if (options.json) printJson({ backfill: id });
    return;
  }
  let told = '';
  while (await isRunning(session, id)) {
    const progress = await handle.query<BackfillProgress>(BACKFILL_MESSAGES.progress).catch(() => null);
    const line = progress === null ? told : progressLine(progress);
    if (line !== told) say(line);
    told = line;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const progress = await handle.result();
  for (const { partition, code, message } of progress.troubles) say(`  ${partition}  ${code}: ${message}`);
  if (options.json) printJson({ backfill: id, ...progress });
  else say(progressLine(progress));
  const well = (progress.states.published ?? 0) + (progress.states.blocked ?? 0);
  process.exitCode = well === progress.total ? 0 : EXIT.failed;
}
