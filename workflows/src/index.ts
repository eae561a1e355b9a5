export { backfill } from './backfill';
export { chainRun } from './chain-run';
export { chainTick } from './chain-tick';
export { shardWindow } from './shard-window';
