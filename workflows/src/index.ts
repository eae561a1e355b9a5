export { backfill } from './backfill';
export { chainEntity } from './chain/entity';
export { chainRun } from './chain-run';
export { chainTick } from './chain-tick';
export { shardWindow } from './shard-window';
