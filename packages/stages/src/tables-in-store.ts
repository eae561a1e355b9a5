import { join } from 'node:path';
import { HeadwaterError, MEDIA_TYPES, type ArtifactRef, type TableSchema } from '@headwater/contracts';
import {
  arrowCodec,
  frameFromBatches,
  frameToBatches,
  parquetCodec,
  snapshotSource,
  type Frame,
  type RowSource,
} from '@headwater/tables';
import type { StageEnvironment } from './environment';

const CODECS = {
  [MEDIA_TYPES.parquet]: parquetCodec,
  [MEDIA_TYPES.arrow]: arrowCodec,
} as const;

/** Reads a table artifact whole. */
export async function readFrame(environment: StageEnvironment, ref: ArtifactRef, schema: TableSchema): Promise<Frame> {
  const codec = CODECS[ref.mediaType as keyof typeof CODECS];
  const local = await environment.store.withLocalFile(ref);
  try {
    return await frameFromBatches(schema, codec.read(local.path));
  } finally {
    await local.release();
  }
}

/** Lets `use` read a snapshot's rows, as often as it likes while it runs. */
export async function withRows<T>(
  environment: StageEnvironment,
  ref: ArtifactRef,
  schema: TableSchema,
  use: (rows: RowSource) => Promise<T>,
): Promise<T> {
  if (ref.rows === undefined)
    throw new HeadwaterError('ARTIFACT_DAMAGED', `the reference to snapshot ${ref.sha256} does not say its rows`);
  const local = await environment.store.withLocalFile(ref);
  try {
    return await use(snapshotSource(local.path, schema, ref.rows));
  } finally {
    await local.release();
  }
}

export async function putShard(environment: StageEnvironment, index: number, frame: Frame): Promise<ArtifactRef> {
  const path = join(environment.scratch, `shard-${index}.arrow`);
  const { rows } = await arrowCodec.write(path, frame.schema, frameToBatches(frame), {});
  return environment.store.putFile('shard', MEDIA_TYPES.arrow, path, rows);
}
