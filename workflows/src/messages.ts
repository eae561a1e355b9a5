import { defineQuery, defineSignal } from '@temporalio/workflow';
import { MESSAGES, type RunStatus } from '@headwater/contracts';

export const statusQuery = defineQuery<RunStatus>(MESSAGES.status);
/** Child to parent: so many more shards of the run are done. */
export const shardProgressSignal = defineSignal<[done: number]>(MESSAGES.shardProgress);
