import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';

/** A client of a state folder's own server, which must be running: { client, connection }. */
export async function connectTo(state) {
  const { port } = JSON.parse(readFileSync(join(state, 'temporal', 'server.json'), 'utf8'));
  const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: '10s' });
  return { connection, client: new Client({ connection }) };
}

/** What a workflow's running activities last reported. */
export async function progressOf(client, workflowId) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return (raw.pendingActivities ?? []).flatMap(({ heartbeatDetails }) => {
    const payload = heartbeatDetails?.payloads?.[0];
    const progress = payload ? defaultPayloadConverter.fromPayload(payload) : undefined;
    return progress ? [progress] : [];
  });
}

/** { events, bytes } of a workflow's newest history. */
export async function historyOf(client, workflowId) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const { historyLength, historySizeBytes } = raw.workflowExecutionInfo;
  return { events: Number(historyLength), bytes: Number(historySizeBytes) };
}
