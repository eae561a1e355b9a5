import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

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
