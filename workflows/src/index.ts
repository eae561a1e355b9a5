export { chainRun } from './chain-run';
export { shardWindow } from './shard-window';
