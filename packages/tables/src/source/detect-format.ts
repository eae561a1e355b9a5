import { open } from 'node:fs/promises';
import type { SourceFormat, SourceSpec } from '@headwater/contracts';
import { sourceError } from '../source-errors';

export type Compression = 'none' | 'gzip' | 'zstd';

const MAGIC_BYTES = 16;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** First bytes of formats that people do hand in, but that are no table here. */
const FOREIGN: readonly (readonly [what: string, bytes: readonly number[] | string])[] = [
  ['a ZIP archive or an Excel workbook', 'PK\u0003\u0004'],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF document', '%PDF'],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['an SQLite database', 'SQLite format 3'],
  ['a bzip2 archive', 'BZh'],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58]],
  ['a 7-Zip archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['an ORC file', 'ORC'],
  ['an Avro file', 'Obj\u0001'],
  ['an HDF5 file', [0x89, 0x48, 0x44, 0x46]],
  ['a Python pickle', [0x80, 0x04, 0x95]],
];

const EXTENSIONS: Record<string, SourceFormat> = {
  csv: 'csv',
  tsv: 'csv',
  parquet: 'parquet',
  pq: 'parquet',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
};

/**
 * Format by what was asked for, then the first bytes, then the name's extension; null format means that only the
 * content can tell CSV from JSON Lines. Throws SOURCE_NOT_TABULAR for well-known other formats.
 */
export async function detectFormat(
  spec: SourceSpec,
): Promise<{ format: SourceFormat | null; compression: Compression }> {
  const head = await firstBytes(spec.path);
  const compression: Compression = startsWith(head, GZIP) ? 'gzip' : startsWith(head, ZSTD) ? 'zstd' : 'none';
  const magic = magicFormat(head);
  if (spec.format !== undefined) {
    if ((spec.format === 'parquet' || spec.format === 'arrow') && magic !== spec.format) throw notThat(spec);
    return { format: spec.format, compression };
  }
  if (magic !== null) return { format: magic, compression };
  if (compression === 'none') {
    const foreign = FOREIGN.find(([, bytes]) =>
      startsWith(head, typeof bytes === 'string' ? [...Buffer.from(bytes, 'latin1')] : bytes),
    );
    if (foreign !== undefined) {
      throw sourceError(
        'SOURCE_NOT_TABULAR',
        { path: spec.path },
        `this is ${foreign[0]}, not a table`,
        'Export it as CSV, Parquet, Arrow or JSON Lines.',
      );
    }
  }
  const format = extensionFormat(spec.path);
  if (format === 'parquet' || format === 'arrow') throw notThat({ ...spec, format });
  return { format, compression };
}

function magicFormat(head: Uint8Array): SourceFormat | null {
  if (startsWith(head, [...Buffer.from('PAR1')])) return 'parquet';
  if (startsWith(head, [...Buffer.from('ARROW1')])) return 'arrow';
  // An IPC stream: continuation marker, then the length of a small schema message.
  return startsWith(head, [0xff, 0xff, 0xff, 0xff]) && head[7] === 0 ? 'arrow' : null;
}

function extensionFormat(path: string): SourceFormat | null {
  const name = path.toLowerCase().replace(/\.(?:gz|zst)$/, '');
  return EXTENSIONS[name.slice(name.lastIndexOf('.') + 1)] ?? null;
}

function notThat(spec: SourceSpec): Error {
  const name = spec.format === 'parquet' ? 'Parquet' : 'Arrow IPC';
  return sourceError(
    'SOURCE_NOT_TABULAR',
    { path: spec.path },
    `this is no ${name} file: its first bytes are not those of one`,
    'Check the file, or set source.format to what it is.',
  );
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
}
