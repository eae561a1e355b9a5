import { constants } from 'node:fs';
import { access, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { HeadwaterError, type TableSchema } from '@headwater/contracts';
import {
  arrowCodec,
  csvCodec,
  frameToBatches,
  parquetCodec,
  type Frame,
  type TableCodec,
  type WrittenTable,
} from '@headwater/tables';

const CODECS: Record<string, TableCodec> = { '.csv': csvCodec, '.parquet': parquetCodec, '.arrow': arrowCodec };

/** A table file to be written. */
export interface TableFile {
  path: string;
  /**
   * Writes the frames under a temporary name beside the file, then gives it its name: a file that was there stays whole
   * until then, and stays altogether when the frames throw.
   */
  write(
    schema: TableSchema,
    frames: Iterable<Frame> | AsyncIterable<Frame>,
    metadata?: Record<string, string>,
  ): Promise<WrittenTable>;
}

/**
 * The file that --out names; its format follows from its extension. Looks before any work is done whether it can be
 * written. Throws USAGE for an extension that is none of .csv, .parquet, .arrow, for a folder, or for `input`, the file
 * that is read; PUBLISH_UNWRITABLE where the folder is not there or not writable.
 */
export async function tableFile(out: string, input?: string): Promise<TableFile> {
  const path = resolve(out);
  const codec = CODECS[extname(path).toLowerCase()];
  if (codec === undefined)
    throw new HeadwaterError('USAGE', `--out ${JSON.stringify(out)} has no extension of a known format`, {
      hint: `Name a file that ends in ${Object.keys(CODECS).join(', ')}.`,
    });
  if (input !== undefined && resolve(input) === path)
    throw new HeadwaterError('USAGE', `--out ${JSON.stringify(out)} is the file that is read`, {
      hint: 'Name another with --out.',
    });
  if ((await stat(path).catch(() => null))?.isDirectory())
    throw new HeadwaterError('USAGE', `--out ${JSON.stringify(out)} is a folder`, { hint: 'Name a file in it.' });
  await access(dirname(path), constants.W_OK).catch((cause: unknown) => {
    throw new HeadwaterError('PUBLISH_UNWRITABLE', `nothing can be written into ${dirname(path)}`, {
      hint: 'Make the folder, or name another with --out.',
      where: dirname(path),
      cause,
    });
  });
  return { path, write: (schema, frames, metadata = {}) => write(codec, path, schema, frames, metadata) };
}

async function write(
  codec: TableCodec,
  path: string,
  schema: TableSchema,
  frames: Iterable<Frame> | AsyncIterable<Frame>,
  metadata: Record<string, string>,
): Promise<WrittenTable> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const written = await codec.write(temporary, schema, batchesOf(frames), { metadata });
    await rename(temporary, path);
    return written;
  } catch (error) {
    await rm(temporary, { force: true });
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new HeadwaterError('STORE_FULL', `no space is left for ${path}`, {
      hint: 'Free some space, or name a file elsewhere with --out.',
      where: path,
      cause: error,
    });
  }
}

async function* batchesOf(frames: Iterable<Frame> | AsyncIterable<Frame>) {
  for await (const frame of frames) yield* frameToBatches(frame);
}
