import { defineQuery, defineSignal } from '@temporalio/workflow';
import { LAB_MESSAGES, MESSAGES, type LabChain, type LabStatus, type RunStatus } from '@headwater/contracts';

export const statusQuery = defineQuery<RunStatus>(MESSAGES.status);
/** Child to parent: so many more shards of the run are done. */
export const shardProgressSignal = defineSignal<[done: number]>(MESSAGES.shardProgress);

export const labQuery = defineQuery<LabStatus>(LAB_MESSAGES.lab);
/** A chain of the laboratory to it: a generation is complete. */
export const labProgressSignal = defineSignal<[chain: LabChain]>(LAB_MESSAGES.labProgress);
