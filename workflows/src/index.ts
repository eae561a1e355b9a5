export { chainEntity } from './chain/entity';
export { chainRun } from './chain-run';
export { shardWindow } from './shard-window';
