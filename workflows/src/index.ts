export { backfill } from './backfill';
export { chainEntity } from './chain/entity';
export { chainRun } from './chain-run';
export { chainTick } from './chain-tick';
export { collapseLab } from './lab/collapse-lab';
export { labChain } from './lab/lab-chain';
export { shardWindow } from './shard-window';
