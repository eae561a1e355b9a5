import type { RunDocument } from '@headwater/contracts';

/** ` (scheduled, asked for by ops)`; nothing of a run whose document does not say. */
export function askedBy({ kind, requestedBy }: Pick<RunDocument, 'kind' | 'requestedBy'>): string {
  if (kind === undefined) return '';
  return ` (${kind}${requestedBy === undefined ? '' : `, asked for by ${requestedBy}`})`;
}
