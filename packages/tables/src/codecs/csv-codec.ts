import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import { frameFromBatches } from '../arrow/frame-from-batches';
import type { Column, Frame } from '../frame';
import { openSource } from '../source/open-source';
import { formatNumber } from '../text/format-number';
import { timeWriter } from '../text/text-reader';
import { FileSink } from './file-sink';
import type { Batches, TableCodec, WrittenTable } from './table-codec';

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
/** Rows turned into one string at a time. */
const SLICE_ROWS = 4096;

/**
 * CSV after RFC 4180 with line feeds: values as the source wrote them (decimals, boolean words, date patterns), the
 * empty field for missing. A text that is empty and not missing is written `""`; readers that tell the two apart are
 * rare. Has no room for metadata or the schema: reading infers it again.
 */
export const csvCodec: TableCodec = {
  write: writeCsv,
  async *read(path): AsyncIterable<RecordBatch> {
    const source = await openSource({ path, format: 'csv', options: {} }, {});
    yield* source.batches();
  },
};

async function writeCsv(path: string, schema: TableSchema, batches: Batches): Promise<WrittenTable> {
  const encoder = new TextEncoder();
  let rows = 0;
  const bytes = await FileSink.with(path, async (sink) => {
    await sink.write(encoder.encode(`${schema.columns.map((c) => quote(c.name)).join(',')}\n`));
    for await (const batch of batches) {
      const frame = await frameFromBatches(schema, [batch]);
      for (const lines of linesOf(frame)) await sink.write(encoder.encode(lines));
      rows += frame.rows;
    }
  });
  return { rows, bytes };
}

function* linesOf(frame: Frame): Generator<string> {
  // A lone empty field would be an empty line, which readers skip.
  const missing = frame.columns.length === 1 ? '""' : '';
  const cells = frame.columns.map((column) => cellWriter(column, missing));
  for (let start = 0; start < frame.rows; start += SLICE_ROWS) {
    let lines = '';
    for (let row = start; row < Math.min(frame.rows, start + SLICE_ROWS); row++) {
      lines += `${cells.map((cell) => cell(row)).join(',')}\n`;
    }
    yield lines;
  }
}

function cellWriter(column: Column, missing: string): (row: number) => string {
  if (column.kind === 'categorical') {
    const written = column.levels.map(quote);
    return (row) => {
      const code = column.codes[row] as number;
      return code < 0 ? missing : (written[code] as string);
    };
  }
  const { schema, values, valid } = column;
  const time = schema.type === 'date' || schema.type === 'timestamp' ? timeWriter(schema) : null;
  const decimals = schema.written.decimals ?? 17;
  return (row) => {
    if (valid !== null && valid[row] === 0) return missing;
    const value = values[row] as number;
    return time === null ? formatNumber(value, decimals) : quote(time(value));
  };
}

function quote(text: string): string {
  return text === '' || NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
