import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { dataConverterFor } from '@headwater/platform';

/** A client of a dev server, closed by `close`; with its state folder, one that reads what is encrypted. */
export async function connectTo(
  address: string,
  state?: string,
): Promise<{ client: Client; close: () => Promise<void> }> {
  const connection = await Connection.connect({ address });
  const namespace = 'default';
  const dataConverter = state === undefined ? {} : dataConverterFor({ kind: 'embedded', namespace, state });
  return { client: new Client({ connection, namespace, dataConverter }), close: () => connection.close() };
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
