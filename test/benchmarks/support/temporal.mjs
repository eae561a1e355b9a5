import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { dataConverterFor } from '@headwater/platform';

/** A client of a state folder's own server, which must be running: { client, connection }. */
export async function connectTo(state) {
  const { port } = JSON.parse(readFileSync(join(state, 'temporal', 'server.json'), 'utf8'));
  const connection = await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: '10s' });
  const dataConverter = dataConverterFor({ kind: 'embedded', namespace: 'default', state });
  return { connection, client: new Client({ connection, dataConverter }) };
}

/** What a workflow's running activities last reported. */
export async function progressOf(client, workflowId) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const found = [];
  for (const { heartbeatDetails } of raw.pendingActivities ?? []) {
    const [progress] = await valuesIn(client, workflowId, heartbeatDetails?.payloads);
    if (progress) found.push(progress);
  }
  return found;
}

/** Payloads of a workflow as values, decrypted where they are encrypted. */
export function valuesIn(client, workflowId, payloads) {
  const { loadedDataConverter, namespace } = client.options;
  return decodeArrayFromPayloads(loadedDataConverter, payloads, { type: 'workflow', namespace, workflowId });
}

/** { events, bytes } of a workflow's newest history. */
export async function historyOf(client, workflowId) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const { historyLength, historySizeBytes } = raw.workflowExecutionInfo;
  return { events: Number(historyLength), bytes: Number(historySizeBytes) };
}
