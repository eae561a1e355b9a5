import { WorkflowNotFoundError } from '@temporalio/common';
import { chainRunId, type RunDocument, type RunState } from '@headwater/contracts';
import { latestExecution } from '@headwater/stages';
import { listRuns } from '../find-run';
import type { Session } from '../session';

/** What is known of the run of one partition. */
export interface KnownRun {
  partition: string;
  /** null: there never was one, as far as store and server know. */
  state: RunState | null;
  document: RunDocument | null;
}

const AT_ONCE = 20;
const STATES: Record<string, RunState> = { RUNNING: 'running', COMPLETED: 'published', CANCELLED: 'cancelled' };

/** Runs of these partitions, from the store; the server is asked about those whose end the store does not know. */
export async function knownRuns(session: Session, chain: string, partitions: readonly string[]): Promise<KnownRun[]> {
  const documents = new Map(
    (await listRuns(session.store)).filter((run) => run.chain === chain).map((run) => [run.partition, run]),
  );
  const known: KnownRun[] = [];
  for (let first = 0; first < partitions.length; first += AT_ONCE) {
    const some = partitions.slice(first, first + AT_ONCE).map(async (partition): Promise<KnownRun> => {
      const document = documents.get(partition) ?? null;
      const ended = document === null ? undefined : latestExecution(document).status;
      const asked = ended === undefined ? await stateOf(session, chainRunId(chain, partition)) : null;
      // One that is resumed is what it was before until it has ended, and yet cannot be begun again.
      const state = asked === 'running' ? asked : (document?.status?.state ?? asked);
      return { partition, state, document };
    });
    known.push(...(await Promise.all(some)));
  }
  return known;
}

async function stateOf({ client }: Session, runId: string): Promise<RunState | null> {
  try {
    const { status } = await client.workflow.getHandle(runId).describe();
    return STATES[status.name] ?? 'failed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
