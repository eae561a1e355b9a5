import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { chainEntityId } from '@headwater/contracts';
import { redactedEvent, type EventRecord } from './redacted-event';

/** One execution, open or closed, and its events as they are asked for: a page in memory at a time. */
export interface ExecutionHistory {
  workflowId: string;
  runId: string;
  type: string;
  /** RUNNING, COMPLETED, FAILED, CANCELLED, TERMINATED, CONTINUED_AS_NEW, TIMED_OUT. */
  status: string;
  startTime: Date;
  closeTime: Date | null;
  searchAttributes: Record<string, unknown>;
  historyBytes: number;
  events(): AsyncIterable<EventRecord>;
}

const EVENTS_A_PAGE = 200;

/**
 * Every execution of a chain that the server still keeps: its runs and their shard windows, its ticks, backfills and the
 * chain itself, by their ids and, where the namespace has it, by the search attribute HeadwaterChain.
 */
export async function* chainHistories(
  client: Client,
  chain: string,
  searchAttributes: boolean,
): AsyncGenerator<ExecutionHistory> {
  const id = chainEntityId(chain);
  const attribute = searchAttributes ? ` OR HeadwaterChain = "${chain}"` : '';
  const query = `WorkflowId = "${id}" OR WorkflowId STARTS_WITH "${id}/"${attribute}`;
  // Executions that end while they are listed may be listed twice.
  const seen = new Set<string>();
  for await (const info of client.workflow.list({ query })) {
    if (seen.has(info.runId)) continue;
    seen.add(info.runId);
    yield historyOf(client, info);
  }
}

function historyOf(client: Client, info: WorkflowExecutionInfo): ExecutionHistory {
  const { workflowId, runId, type, status, startTime, closeTime, historySize } = info;
  return {
    workflowId,
    runId,
    type,
    status: status.name,
    startTime,
    closeTime: closeTime ?? null,
    searchAttributes: Object.fromEntries(
      info.typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]),
    ),
    historyBytes: historySize ?? 0,
    events: () => events(client, workflowId, runId),
  };
}

async function* events(client: Client, workflowId: string, runId: string): AsyncGenerator<EventRecord> {
  let nextPageToken: Uint8Array | undefined;
  do {
    const page = await client.workflowService.getWorkflowExecutionHistory({
      namespace: client.options.namespace,
      execution: { workflowId, runId },
      maximumPageSize: EVENTS_A_PAGE,
      ...(nextPageToken === undefined ? {} : { nextPageToken }),
    });
    for (const event of page.history?.events ?? []) yield redactedEvent(event);
    nextPageToken = page.nextPageToken;
  } while (nextPageToken.length > 0);
}
