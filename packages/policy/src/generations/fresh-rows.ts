import type { FeedbackSpec, GenerationRecord } from '@headwater/contracts';

/** Whether no generation before learnt from this source. */
export function isFresh(earlier: readonly GenerationRecord[], sourceSha256: string | null): boolean {
  return sourceSha256 !== null && !earlier.some((record) => record.sourceSha256 === sourceSha256);
}

/**
 * Whether synthetic rows may be reused: not once `mostGenerations` have been made since real rows came in that were new,
 * and with the mix `fresh` only beside such rows. A rejected generation counts: it was made without fresh rows, too.
 */
export function mayMix(
  earlier: readonly GenerationRecord[],
  sourceSha256: string | null,
  { mix, mostGenerations }: Pick<FeedbackSpec, 'mix' | 'mostGenerations'>,
): boolean {
  if (isFresh(earlier, sourceSha256)) return true;
  if (mix === 'fresh') return false;
  const lastFresh = earlier.map(({ freshReal }) => freshReal).lastIndexOf(true);
  return earlier.length - 1 - lastFresh < mostGenerations;
}
