import type { LedgerEntry, RunState } from '@headwater/contracts';
import type { ArtifactStore } from '@headwater/store';
import { parquetTexts } from '@headwater/tables';

/** What an export says of one execution. */
interface Exported {
  workflowId: string;
  type: string;
  status: string;
  /** The execution that the run began with: another one after a reset. */
  first: string;
  events: number;
}

const COLUMNS = ['workflow_id', 'run_id', 'workflow_type', 'status', 'event_id', 'event_type', 'attributes'];

/** Ways in which Temporal may see an execution end whose run ended so. One that was still open tells nothing yet. */
const ENDS: Partial<Record<RunState, readonly string[]>> = {
  published: ['COMPLETED'],
  blocked: ['COMPLETED'],
  failed: ['FAILED'],
  cancelled: ['CANCELLED'],
};
/** From outside, whatever the run itself had come to. */
const OUTSIDE = ['RUNNING', 'TERMINATED', 'TIMED_OUT', 'UNSPECIFIED', 'UNKNOWN'];

/**
 * Holds an exported history against the ledger before it: every run that both know ended alike, and every run that
 * completed has its end in the ledger. Returns what is wrong first, or null.
 */
export async function historyFault(
  store: ArtifactStore,
  entry: LedgerEntry,
  ended: ReadonlyMap<string, LedgerEntry>,
): Promise<string | null> {
  const ref = entry.artifacts.find(({ kind }) => kind === 'history-export');
  if (ref === undefined) return 'it names no export';
  const read = await readExport(store, ref);
  if (typeof read === 'string') return `history-export ${ref.sha256}: ${read}`;
  const events = [...read.values()].reduce((sum, one) => sum + one.events, 0);
  if (events !== entry.facts['events'] || read.size !== entry.facts['workflows'])
    return `history-export ${ref.sha256}: it holds ${events} events of ${read.size} histories, not what the entry says`;
  for (const [execution, { workflowId, type, status, first }] of read) {
    const end = ended.get(first);
    if (end === undefined) {
      if (type === 'chainRun' && status === 'COMPLETED')
        return `the exported history of ${workflowId} (${execution}) completed, and the ledger has no end of it`;
      continue;
    }
    if (end.run !== workflowId) return `entry ${end.sequence} is of ${end.run}, its exported history of ${workflowId}`;
    const state = end.facts['state'] as RunState;
    if (!OUTSIDE.includes(status) && ENDS[state]?.includes(status) === false)
      return `entry ${end.sequence} says that ${workflowId} ended as ${state}, its exported history says ${status}`;
  }
  return null;
}

async function readExport(
  store: ArtifactStore,
  ref: LedgerEntry['artifacts'][number],
): Promise<Map<string, Exported> | string> {
  const local = await store.withLocalFile(ref);
  const executions = new Map<string, Exported>();
  try {
    for await (const { rows, columns } of parquetTexts(local.path, COLUMNS)) {
      for (let row = 0; row < rows; row++) {
        const [workflowId, runId, type, status, eventId, event, attributes] = columns.map((c) => c[row] ?? '');
        const known = executions.get(runId as string) ?? {
          ...{ workflowId: workflowId as string, type: type as string, status: status as string },
          ...{ first: runId as string, events: 0 },
        };
        if (Number(eventId) !== ++known.events) return `event ${known.events} of ${workflowId} is missing`;
        if (event === 'WORKFLOW_EXECUTION_STARTED')
          known.first = firstExecution(attributes as string) ?? (runId as string);
        executions.set(runId as string, known);
      }
    }
  } catch (error) {
    return `it cannot be read (${(error as Error).message.split('\n')[0]})`;
  } finally {
    await local.release();
  }
  return executions;
}

function firstExecution(attributes: string): string | null {
  const { firstExecutionRunId } = JSON.parse(attributes) as { firstExecutionRunId?: string };
  return firstExecutionRunId || null;
}
