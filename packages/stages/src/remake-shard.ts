import type { ChainSpec, GenerateOutput, ShardInput } from '@headwater/contracts';
import { addressOfFile } from '@headwater/store';
import type { StageEnvironment } from './environment';
import { drawShard, plannedShards, type PlannedShard } from './shard';
import { writeShard } from './tables-in-store';

export interface RemadeShard {
  /** In the scratch folder. */
  path: string;
  rows: number;
  sha256: string;
}

/** Makes one shard anew from the stored bundle, in this process; nothing is stored. Throws as the generate stage does. */
export async function remakeShard(
  environment: StageEnvironment,
  spec: ChainSpec,
  shard: PlannedShard & Pick<ShardInput, 'bundle'>,
): Promise<RemadeShard> {
  const { path, rows } = await writeShard(environment, shard.index, await drawShard(environment, spec, shard));
  const { sha256 } = await addressOfFile(path);
  return { path, rows, sha256 };
}

/** Every shard of a finished run, targeted ones included, in the order of its list. */
export function shardsOf(spec: ChainSpec, { rows, count, targeted = [] }: GenerateOutput): PlannedShard[] {
  const { shardRows } = spec.output;
  const beside = targeted.reduce((sum, one) => ({ rows: sum.rows + one.rows, shards: sum.shards + one.shards }), {
    rows: 0,
    shards: 0,
  });
  return plannedShards({ rows: rows - beside.rows, shardRows, shards: count - beside.shards }, targeted);
}
