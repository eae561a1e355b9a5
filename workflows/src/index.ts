export { chainRun } from './chain-run';
export type { ChainRunInput } from './chain-run-input';
export { shardWindow } from './shard-window';
