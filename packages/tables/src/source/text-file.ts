import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { zstdLines } from '../duckdb/zstd-lines';
import { sourceError } from '../source-errors';
import { binary, looksBinary, utf8Chunks } from '../text/utf8-chunks';
import type { Compression } from './detect-format';
import { bomOf, decoded, type Encoding } from './encodings';

const CHUNK = 1 << 18;
/** Enough for some rows of a table with thousands of columns. */
const HEAD = 1 << 19;

export interface LocalText {
  path: string;
  release(): Promise<void>;
}

/** A text file, maybe packed, maybe in another encoding, seen as UTF-8. */
export class TextFile {
  private constructor(
    readonly path: string,
    readonly compression: Compression,
    readonly encoding: Encoding,
  ) {}

  /**
   * Finds the encoding (the option, else a byte order mark, else UTF-8); throws SOURCE_NOT_TABULAR for binary content.
   */
  static async open(path: string, compression: Compression, wanted: Encoding | null): Promise<TextFile> {
    const unpacked = new TextFile(path, compression, 'utf-8');
    for await (const chunk of unpacked.bytes()) {
      const encoding = bomOf(chunk) ?? wanted ?? 'utf-8';
      if (!encoding.startsWith('utf-16') && looksBinary(chunk)) throw binary(path);
      return new TextFile(path, compression, encoding);
    }
    return unpacked;
  }

  /** The content as UTF-8 without a byte order mark. Throws SOURCE_ENCODING with the line where it is not valid. */
  text(): AsyncIterable<Buffer> {
    const bytes = this.bytes();
    return this.encoding === 'utf-8'
      ? utf8Chunks(this.path, withoutBom(bytes))
      : decoded(this.path, bytes, this.encoding);
  }

  /**
   * The first part as a string, cut after a line's end where there is more; for looking at, not for parsing in full.
   */
  async head(): Promise<{ text: string; whole: boolean }> {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const chunk of this.text()) {
      parts.push(chunk);
      length += chunk.length;
      if (length >= HEAD) return { text: Buffer.concat(parts).toString('utf8'), whole: false };
    }
    return { text: Buffer.concat(parts).toString('utf8'), whole: true };
  }

  /** A path with plain UTF-8: the file itself, or a temporary copy that `release` removes. */
  async local(): Promise<LocalText> {
    if (this.compression === 'none' && this.encoding === 'utf-8')
      return { path: this.path, release: () => Promise.resolve() };
    const folder = await mkdtemp(join(tmpdir(), 'headwater-text-'));
    const release = (): Promise<void> => rm(folder, { recursive: true, force: true });
    const path = join(folder, 'text');
    try {
      await pipeline(Readable.from(this.text()), createWriteStream(path));
    } catch (error) {
      await release();
      throw error;
    }
    return { path, release };
  }

  private async *bytes(): AsyncGenerator<Uint8Array> {
    if (this.compression === 'zstd') {
      yield* zstdLines(this.path);
      return;
    }
    const file = createReadStream(this.path, { highWaterMark: CHUNK });
    if (this.compression === 'none') {
      yield* file as AsyncIterable<Buffer>;
      return;
    }
    const unpacked = createGunzip({ chunkSize: CHUNK });
    file.on('error', (error) => unpacked.destroy(error));
    try {
      yield* file.pipe(unpacked) as AsyncIterable<Buffer>;
    } catch (error) {
      if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
      throw sourceError(
        'SOURCE_NOT_TABULAR',
        { path: this.path },
        'the gzip data is damaged or cut short',
        'Compress or copy the file again.',
        error,
      );
    } finally {
      file.destroy();
    }
  }
}

async function* withoutBom(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    const bom = first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
    first = false;
    yield bom ? chunk.subarray(3) : chunk;
  }
}
