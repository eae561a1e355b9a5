import { isUtf8 } from 'node:buffer';
import { sourceError } from '../source-errors';

const LINE_FEED = 10;

/**
 * Passes byte chunks through, cut between characters; throws SOURCE_ENCODING with the line where they are not UTF-8.
 */
export async function* utf8Chunks(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let carry = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of chunks) {
    const whole =
      carry.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([carry, chunk]);
    const cut = whole.length - unfinishedTail(whole);
    const body = whole.subarray(0, cut);
    if (!isUtf8(body)) throw notUtf8(path, line + badLine(body));
    if (body.includes(0)) throw binary(path);
    line += countLines(body);
    carry = Buffer.from(whole.subarray(cut));
    if (body.length > 0) yield body;
  }
  if (carry.length > 0) throw notUtf8(path, line);
}

export function binary(path: string): Error {
  return sourceError(
    'SOURCE_NOT_TABULAR',
    { path },
    'this is not text: it has bytes that no text has',
    'Name a CSV, JSON Lines, Parquet or Arrow file; for UTF-16 without a byte order mark set source.options.encoding.',
  );
}

/** Whether the first part of a file is no text at all, whatever its encoding of one byte a character. */
export function looksBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls++;
  }
  return controls > head.length * 0.02;
}

function notUtf8(path: string, line: number): Error {
  return sourceError(
    'SOURCE_ENCODING',
    { path, line },
    `line ${line} is not valid UTF-8`,
    'Set source.options.encoding (latin-1 or utf-16), or save the file as UTF-8.',
  );
}

function badLine(bytes: Buffer): number {
  let start = 0;
  for (let line = 0; ; line++) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}

export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

/** Bytes at the end that start a character the next chunk has to finish (up to 3). */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
