import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { dataConverterFor } from '@headwater/platform';
import type { DevServer } from './dev-server';

/** A client of a dev server that speaks with its keys, closed by `close`. */
export async function connectTo(dev: DevServer): Promise<{ client: Client; close: () => Promise<void> }> {
  const connection = await Connection.connect({ address: dev.address });
  const dataConverter = dataConverterFor({ kind: 'embedded', namespace: 'default', state: dev.state });
  return { client: new Client({ connection, dataConverter }), close: () => connection.close() };
}

/** The code with which an update was refused, or `taken`. */
export async function outcomeOf(update: Promise<unknown>): Promise<string> {
  try {
    await update;
    return 'taken';
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
    return cause instanceof ApplicationFailure ? (cause.type ?? 'untyped') : String(error);
  }
}

/** How often each outcome came up. */
export function countOf(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
