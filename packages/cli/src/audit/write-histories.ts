import type { ExecutionHistory } from '@headwater/platform';
import { openRowWriter, type RowField } from '@headwater/tables';

/** Columns of an export, a row an event. JSON as text; times in milliseconds of UTC. */
const FIELDS: readonly RowField[] = [
  { name: 'workflow_id', type: 'utf8' },
  { name: 'run_id', type: 'utf8' },
  { name: 'workflow_type', type: 'utf8' },
  { name: 'status', type: 'utf8' },
  { name: 'start_time', type: 'timestamp' },
  { name: 'close_time', type: 'timestamp' },
  { name: 'search_attributes', type: 'utf8' },
  { name: 'event_id', type: 'int64' },
  { name: 'event_time', type: 'timestamp' },
  { name: 'event_type', type: 'utf8' },
  { name: 'attributes', type: 'utf8' },
  { name: 'history_bytes', type: 'int64' },
];

export interface HistoryCounts {
  workflows: number;
  /** Of them, still running. */
  open: number;
  events: number;
}

/** Writes histories to a Parquet file as they come, row by row. */
export async function writeHistories(path: string, histories: AsyncIterable<ExecutionHistory>): Promise<HistoryCounts> {
  const writer = await openRowWriter(path, FIELDS);
  const counts: HistoryCounts = { workflows: 0, open: 0, events: 0 };
  for await (const history of histories) {
    counts.workflows++;
    if (history.closeTime === null) counts.open++;
    const execution = {
      workflow_id: history.workflowId,
      run_id: history.runId,
      workflow_type: history.type,
      status: history.status,
      start_time: history.startTime,
      close_time: history.closeTime,
      search_attributes: JSON.stringify(history.searchAttributes),
      history_bytes: history.historyBytes,
    };
    for await (const { id, time, type, attributes } of history.events()) {
      counts.events++;
      await writer.append({
        ...execution,
        event_id: id,
        event_time: time,
        event_type: type,
        attributes: JSON.stringify(attributes),
      });
    }
  }
  await writer.close();
  return counts;
}
