import type { PiiFinding } from '@headwater/contracts';
import { detectPii } from '@headwater/privacy/pii';
import { RowSampler, TableProfiler, type RowSource, type TableProfile } from '@headwater/tables';

/** More rows than these are not searched for personal data: what a kind is is told by far fewer. */
const MOST_SEARCHED_ROWS = 200_000;

/**
 * Profile and signs of personal data of a table, in one pass. Of a long table findings are of 200,000 rows, drawn by
 * `seed`, and say so. `watch` is told of rows read and may throw.
 */
export async function examineRows(
  source: RowSource,
  seed: number,
  watch: (done: number, total: number) => void,
): Promise<{ profile: TableProfile; pii: PiiFinding[] }> {
  const { schema, rows } = source;
  const profiler = new TableProfiler(schema, rows, seed);
  const sampler = new RowSampler(schema, rows, MOST_SEARCHED_ROWS, seed);
  let done = 0;
  for await (const frame of source.batches()) {
    profiler.add(frame);
    sampler.add(frame);
    watch((done += frame.rows), rows);
  }
  const sample = sampler.finish();
  const found = detectPii(sample);
  const pii = sample.rows === rows ? found : found.map((finding) => ({ ...finding, sampledRows: sample.rows }));
  return { profile: profiler.finish(), pii };
}
