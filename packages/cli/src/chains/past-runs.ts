import type { RunDocument } from '@headwater/contracts';

/** Median seconds from start to end of the published and blocked runs among them; null: there is none to judge by. */
export function medianSeconds(runs: readonly RunDocument[]): number | null {
  const seconds = runs
    .flatMap(({ status }) =>
      status?.finishedAt !== undefined && (status.state === 'published' || status.state === 'blocked')
        ? [(Date.parse(status.finishedAt) - Date.parse(status.startedAt)) / 1000]
        : [],
    )
    .sort((a, b) => a - b);
  const middle = seconds.length / 2;
  const upper = seconds[Math.floor(middle)];
  if (upper === undefined) return null;
  return Number.isInteger(middle) ? ((seconds[middle - 1] ?? upper) + upper) / 2 : upper;
}
