import { join } from 'node:path';
import { MEDIA_TYPES, type ArtifactRef, type TableSchema } from '@headwater/contracts';
import { arrowCodec, frameFromBatches, frameToBatches, parquetCodec, type Frame } from '@headwater/tables';
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

export async function putSnapshot(environment: StageEnvironment, name: string, frame: Frame): Promise<ArtifactRef> {
  const path = join(environment.scratch, `${name}.parquet`);
  const { rows } = await parquetCodec.write(path, frame.schema, frameToBatches(frame), {});
  return environment.store.putFile('snapshot', MEDIA_TYPES.parquet, path, rows);
}

export async function putShard(environment: StageEnvironment, index: number, frame: Frame): Promise<ArtifactRef> {
  const path = join(environment.scratch, `shard-${index}.arrow`);
  const { rows } = await arrowCodec.write(path, frame.schema, frameToBatches(frame), {});
  return environment.store.putFile('shard', MEDIA_TYPES.arrow, path, rows);
}
