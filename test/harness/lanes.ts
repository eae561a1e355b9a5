/**
 * Starts work on every item, so many at a time, and answers with one promise an item: a case waits for its own alone.
 * Commands of a test wait most of their time, for heart beats, for polls, for each other.
 */
export function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T, index: number) => Promise<R>) {
  const free: Promise<unknown>[] = Array.from({ length: lanes }, () => Promise.resolve());
  return items.map((item, index) => {
    const lane = index % lanes;
    const result = (free[lane] ?? Promise.resolve()).then(() => work(item, index));
    free[lane] = result.catch(() => undefined);
    return result;
  });
}
