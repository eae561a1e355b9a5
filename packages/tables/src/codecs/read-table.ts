import type { Schema } from 'apache-arrow';
import { HeadwaterError, type TableSchema } from '@headwater/contracts';
import { frameFromBatches } from '../arrow/frame-from-batches';
import type { Frame } from '../frame';
import { openParquet } from './parquet-file';
import { METADATA_KEY, SCHEMA_KEY } from './table-codec';

export interface ReadTable {
  schema: TableSchema;
  frame: Frame;
  /** What the writer was given as metadata; empty where nothing was. */
  metadata: Record<string, string>;
}

/**
 * Reads a Parquet file that parquetCodec wrote, with the logical schema it carries. Throws ARTIFACT_DAMAGED where it
 * carries none.
 */
export async function readTable(path: string): Promise<ReadTable> {
  const file = await openParquet(path);
  try {
    const json = file.metadata.get(SCHEMA_KEY);
    if (json === undefined) {
      throw new HeadwaterError('ARTIFACT_DAMAGED', `${path}: the Parquet file does not carry ${SCHEMA_KEY}`, {
        where: path,
        hint: 'Open files of other writers as a source: their schema has to be inferred.',
      });
    }
    const schema = JSON.parse(json) as TableSchema;
    const batches = async function* () {
      for (let group = 0; group < file.rowGroups; group++) yield* file.batches(group);
    };
    return { schema, frame: await frameFromBatches(schema, batches()), metadata: metadataOf(file.schema) };
  } finally {
    await file.close();
  }
}

function metadataOf(schema: Schema): Record<string, string> {
  const json = schema.metadata.get(METADATA_KEY);
  return json === undefined ? {} : (JSON.parse(json) as Record<string, string>);
}
