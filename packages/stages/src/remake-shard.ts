import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ChainSpec, ShardInput } from '@headwater/contracts';
import type { StageEnvironment } from './environment';
import { drawShard } from './shard';
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
  shard: Pick<ShardInput, 'bundle' | 'index' | 'rows'>,
): Promise<RemadeShard> {
  const { path, rows } = await writeShard(environment, shard.index, await drawShard(environment, spec, shard));
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { path, rows, sha256: hash.digest('hex') };
}
