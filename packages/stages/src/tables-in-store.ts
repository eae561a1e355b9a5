import { join } from 'node:path';
import { HeadwaterError, MEDIA_TYPES, type ArtifactRef, type TableSchema } from '@headwater/contracts';
import {
  arrowCodec,
  frameFromBatches,
  frameSource,
  frameToBatches,
  snapshotSource,
  type Frame,
  type RowSource,
} from '@headwater/tables';
import type { StageEnvironment } from './environment';

/** Lets `use` read a snapshot's rows, as often as it likes while it runs. */
export async function withRows<T>(
  environment: StageEnvironment,
  ref: ArtifactRef,
  schema: TableSchema,
  use: (rows: RowSource) => Promise<T>,
): Promise<T> {
  const rows = rowsOf(ref);
  const local = await environment.store.withLocalFile(ref);
  try {
    return await use(snapshotSource(local.path, schema, rows));
  } finally {
    await local.release();
  }
}

/** A shard's rows: all in memory, since it holds few. */
export async function readShard(environment: StageEnvironment, ref: ArtifactRef, schema: TableSchema): Promise<Frame> {
  const local = await environment.store.withLocalFile(ref);
  try {
    return await frameFromBatches(schema, arrowCodec.read(local.path));
  } finally {
    await local.release();
  }
}

/** The rows of shards, one shard in memory at a time. */
export function shardsSource(
  environment: StageEnvironment,
  shards: readonly ArtifactRef[],
  schema: TableSchema,
): RowSource {
  const rows = shards.reduce((sum, shard) => sum + rowsOf(shard), 0);
  return { schema, rows, batches: () => framesOfShards(environment, shards, schema) };
}

async function* framesOfShards(
  environment: StageEnvironment,
  shards: readonly ArtifactRef[],
  schema: TableSchema,
): AsyncGenerator<Frame> {
  for (const shard of shards) yield* frameSource(await readShard(environment, shard, schema)).batches();
}

function rowsOf(ref: ArtifactRef): number {
  if (ref.rows !== undefined) return ref.rows;
  throw new HeadwaterError('ARTIFACT_DAMAGED', `the reference to ${ref.kind} ${ref.sha256} does not say its rows`);
}

/** Writes a shard's file; equal rows give equal bytes. */
export async function writeShard(
  { scratch }: Pick<StageEnvironment, 'scratch'>,
  index: number,
  frame: Frame,
): Promise<{ path: string; rows: number }> {
  const path = join(scratch, `shard-${index}.arrow`);
  const { rows } = await arrowCodec.write(path, frame.schema, frameToBatches(frame), {});
  return { path, rows };
}

export async function putShard(environment: StageEnvironment, index: number, frame: Frame): Promise<ArtifactRef> {
  const { path, rows } = await writeShard(environment, index, frame);
  return environment.store.putFile('shard', MEDIA_TYPES.arrow, path, rows);
}
