/** Task queues by resource. Only the publish queue's workers hold publishing credentials. */
export const TASK_QUEUES = {
  control: 'headwater-control',
  io: 'headwater-io',
  train: 'headwater-train',
  generate: 'headwater-generate',
  assess: 'headwater-assess',
  publish: 'headwater-publish',
} as const;
export type TaskQueue = keyof typeof TASK_QUEUES;

export const WORKFLOWS = { chainRun: 'chainRun', shardWindow: 'shardWindow' } as const;

/** Signals, queries and updates of chainRun and its children. */
export const MESSAGES = { status: 'status', shardProgress: 'shardProgress' } as const;

/** Custom search attributes; registered on start. Not encrypted by Temporal, so never personal data. */
export const SEARCH_ATTRIBUTES = {
  HeadwaterChain: 'KEYWORD',
  HeadwaterPartition: 'KEYWORD',
  HeadwaterStage: 'KEYWORD',
  HeadwaterVerdict: 'KEYWORD',
  HeadwaterDatasetVersion: 'KEYWORD',
  HeadwaterRows: 'INT',
} as const;

/** At most so many shard activities in one child workflow (history limits), and so many in flight at once. */
export const SHARDS_PER_WINDOW = 500;
export const SHARDS_IN_FLIGHT = 32;

/** Messages in history stay below this; a test holds them to it. */
export const MAX_MESSAGE_BYTES = 16 * 1024;

export function chainRunId(chain: string, partition: string): string {
  return `chain/${chain}/${partition}`;
}

/** Generator families of this version, so that a chain file can be checked without loading a model runtime. */
export const GENERATOR_FAMILIES = ['masked-autoregressive'] as const;
