import { collect, frameSource, sampleRows, type Frame, type RowSource } from '@headwater/tables';
import { HeadwaterError } from '@headwater/contracts';
import type { TableCodec } from '../codec/table-codec';
import type { TrainRequest } from '../family';
import { bytesPerRow, CodeTable } from './code-table';
import type { Layout } from './layout';

/** Rows the codec is fitted on, at most: bins and levels of a longer table are those of so many of its rows. */
const CODEC_ROWS = 1_000_000;
/** Codes kept in memory, at most; of a longer table evenly spaced rows are kept. */
const MOST_BYTES = 1.5 * 2 ** 30;

/** All rows of a table that is not too long, else a uniform sample of them. */
export function codecSample(rows: RowSource, seed: number): Promise<Frame> {
  return rows.rows <= CODEC_ROWS ? collect(rows) : sampleRows(rows, CODEC_ROWS, seed);
}

/** Rows to be coded: of a table that is not too long, those that are in memory already. */
export function rowsToCode(rows: RowSource, sample: Frame): RowSource {
  return sample.rows === rows.rows ? frameSource(sample) : rows;
}

/** Goes through the table once and keeps its rows as codes. Throws RUN_CANCELLED when asked to stop. */
export async function codeRows(
  rows: RowSource,
  codec: TableCodec,
  layout: Layout,
  host: Pick<TrainRequest, 'report' | 'stopRequested'>,
): Promise<CodeTable> {
  const kept = Math.min(rows.rows, Math.floor(MOST_BYTES / bytesPerRow(layout)));
  const table = new CodeTable(layout, kept);
  if (codec.modelled.length === 0) return table;
  let at = 0;
  let next = 0;
  for await (const frame of rows.batches()) {
    if (host.stopRequested())
      throw new HeadwaterError('RUN_CANCELLED', `coding was stopped after ${at} of ${rows.rows} rows`);
    const codes = codec.encode(frame);
    for (let i = 0; i < frame.rows; i++) {
      // Row number n is kept when kept / rows steps over a whole number there.
      if (Math.floor(((at + i + 1) * kept) / rows.rows) > next) table.set(next++, codes, i * layout.columns);
    }
    at += frame.rows;
    host.report({ note: `coding rows, ${at} of ${rows.rows}`, done: 0, total: 1 });
  }
  return table;
}
