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

export const WORKFLOWS = {
  chainRun: 'chainRun',
  shardWindow: 'shardWindow',
  chainEntity: 'chainEntity',
  chainTick: 'chainTick',
  backfill: 'backfill',
  collapseLab: 'collapseLab',
  labChain: 'labChain',
} as const;

/** Signals, queries and updates of chainRun and its children. */
export const MESSAGES = {
  status: 'status',
  shardProgress: 'shardProgress',
  /** Updates: a person decides the gate. */
  approve: 'approve',
  reject: 'reject',
  /** Signal of the chain entity: wait before the next stage, or go on. */
  hold: 'hold',
} as const;

/** Signals, queries and updates of the chain entity. */
export const CHAIN_MESSAGES = {
  chain: 'chain',
  apply: 'apply',
  remove: 'remove',
  pause: 'pause',
  resume: 'resume',
  rollback: 'rollback',
  retrain: 'retrain',
  feedback: 'feedback',
  admit: 'admit',
  /** The entity's answer to whoever asked to be admitted. */
  admission: 'admission',
  runReport: 'runReport',
} as const;

/** Of the collapse laboratory: how far it is, and a chain's report of a generation to it. */
export const LAB_MESSAGES = { lab: 'lab', labProgress: 'labProgress' } as const;

/** Custom search attributes; registered on start. Not encrypted by Temporal, so never personal data. */
export const SEARCH_ATTRIBUTES = {
  HeadwaterChain: 'KEYWORD',
  HeadwaterPartition: 'KEYWORD',
  HeadwaterStage: 'KEYWORD',
  HeadwaterVerdict: 'KEYWORD',
  HeadwaterDatasetVersion: 'KEYWORD',
  HeadwaterRows: 'INT',
  HeadwaterRunKind: 'KEYWORD',
  HeadwaterGeneration: 'INT',
} as const;

/** At most so many shard activities in one child workflow (history limits), and so many in flight at once. */
export const SHARDS_PER_WINDOW = 500;
export const SHARDS_IN_FLIGHT = 32;

/** Messages in history stay below this; a test holds them to it. */
export const MAX_MESSAGE_BYTES = 16 * 1024;

export function chainRunId(chain: string, partition: string): string {
  return `chain/${chain}/${partition}`;
}

/** The long-lived workflow of a chain. Run ids have one more part, so the two never meet. */
export function chainEntityId(chain: string): string {
  return `chain/${chain}`;
}

/** Of a chain's Temporal Schedule. */
export function scheduleId(chain: string): string {
  return `headwater/${chain}`;
}

/** Temporal's priority keys: a backfill never keeps a scheduled run waiting. */
export const PRIORITY = { manual: 1, scheduled: 2, resume: 2, backfill: 4 } as const;

/** Generator families of this version, so that a chain file can be checked without loading a model runtime. */
export const GENERATOR_FAMILIES = ['masked-autoregressive'] as const;
