import type { ArtifactRef } from './artifacts';
import type { GateStatus } from './approvals';
import type { RunKind } from './chain-run';
import type { ErrorRecord } from './errors';
import type { CollapseJudgement, MixOutput } from './generations';
import type { LedgerHead } from './ledger';
import type { GateDecision, Measure } from './measures';

export const STAGES = [
  'ingest',
  'mix',
  'train',
  'generate',
  'privacy',
  'quality',
  'gate',
  'publish',
  'report',
] as const;
export type StageName = (typeof STAGES)[number];

/** What every stage gets: who asks, and the spec by reference. Stays far below 16 KB whatever the table looks like. */
export interface StageContext {
  chain: string;
  /** Workflow id of the run: chain/<name>/<partition>. */
  runId: string;
  partition: string;
  spec: ArtifactRef;
  /** ISO time for which the run was scheduled; absent outside a schedule. Fills the placeholders of `source.path`. */
  scheduledAt?: string;
  /** Of a run that is a later generation of its chain: its models and rows are drawn with a seed of its own. */
  generation?: number;
  /** Stages from this one on are run again even where their outputs are stored; see `headwater resume --from`. */
  from?: StageName;
}

/** What every stage answers, beside its own outputs. */
export interface StageReceipt {
  /** Stage key (see design: sha256 of stage, code version, input hashes, parameters, seed). */
  key: string;
  /** True when the outputs were already in the store and nothing was run. */
  reused: boolean;
  seconds: number;
  /** Highest resident memory seen in the process that did the work, bytes; 0 when reused. */
  peakBytes: number;
}

export interface IngestOutput extends StageReceipt {
  train: ArtifactRef;
  holdout: ArtifactRef;
  schema: ArtifactRef;
  profile: ArtifactRef;
  pii: ArtifactRef;
  columns: number;
  /** SHA-256 of the source files' bytes as read. */
  sourceSha256: string;
}

export interface TrainInput {
  context: StageContext;
  ingest: IngestRefs;
}
export type IngestRefs = Pick<IngestOutput, 'train' | 'holdout' | 'schema'>;

export interface TrainOutput extends StageReceipt {
  bundle: ArtifactRef;
  /** SHA-256 of model.onnx alone. */
  modelSha256: string;
  family: string;
}

export interface ShardPlan {
  rows: number;
  shardRows: number;
  shards: number;
}

/** Rows of one shard of a plan: all but the last are full. */
export function rowsOfShard(plan: Pick<ShardPlan, 'rows' | 'shardRows'>, index: number): number {
  return Math.min(plan.shardRows, plan.rows - index * plan.shardRows);
}

/** Shards of one segment, made on top of the ordinary ones: every row of them has the value. */
export interface TargetedShards {
  column: string;
  value: string | number | boolean;
  rows: number;
  shards: number;
  /** Index of the first; the ordinary shards come before. */
  first: number;
}

export interface ShardInput {
  context: StageContext;
  bundle: ArtifactRef;
  schema: ArtifactRef;
  index: number;
  rows: number;
  /** Of the run's full shards. */
  shardRows: number;
  /** Of a targeted shard: what its rows have beside the chain's conditions. */
  target?: Pick<TargetedShards, 'column' | 'value'>;
}
export interface ShardOutput extends StageReceipt {
  index: number;
  rows: number;
  sha256: string;
}

export interface SealShardsInput {
  context: StageContext;
  bundle: ArtifactRef;
  schema: ArtifactRef;
  plan: ShardPlan;
  targeted?: TargetedShards[];
}
export interface GenerateOutput extends StageReceipt {
  shards: ArtifactRef;
  /** Targeted ones included. */
  rows: number;
  count: number;
  targeted?: TargetedShards[];
}

export interface AssessInput {
  context: StageContext;
  ingest: IngestRefs;
  shards: ArtifactRef;
  /** The model, for measures that ask it. */
  bundle?: ArtifactRef;
}
export interface AssessOutput extends StageReceipt {
  evidence: ArtifactRef;
  /** Names, scores and intervals of what the policy judges; the rest is in the evidence. */
  measures: (Pick<Measure, 'name' | 'score' | 'reference' | 'reason' | 'notApplicable'> &
    Partial<Pick<Measure, 'interval'>>)[];
}

export interface PublishInput {
  context: StageContext;
  ingest: IngestRefs & { sourceSha256: string };
  bundle: ArtifactRef;
  modelSha256: string;
  shards: ArtifactRef;
  decision: GateDecision;
  run: RunInvocation;
  /** Of a run that mixed generations: `PoolManifest`. */
  pool?: ArtifactRef;
}
/** What an attestation says of the run; the same for every attempt at it. */
export interface RunInvocation {
  /** The workflow's first execution, a UUID. */
  execution: string;
  /** ISO times of the workflow: of its start, and when it asked for publication. */
  startedAt: string;
  publishedAt: string;
  kind?: RunKind;
  requestedBy?: string;
  generation?: number;
}
export interface PublishOutput extends StageReceipt {
  /** The version's folder. */
  uri: string;
  version: string;
  files: number;
  /** Of the manifest, whose content names every file by hash. */
  sha256: string;
  manifest: ArtifactRef;
  rows: number;
  /**
   * What lies beside the manifest: Croissant description, OpenLineage events, attestation. Absent of versions
   * published before there were any.
   */
  attestations?: ArtifactRef[];
  /** false: the pointer went on naming a version of a later partition. */
  current?: boolean;
}

/** Moves the pointer of a chain's publications to a version that was published before. */
export interface RollBackInput {
  context: StageContext;
  version: string;
  manifestSha256: string;
}
export interface RollBackOutput {
  version: string;
}

export interface ReportInput {
  context: StageContext;
  status: RunStatus;
  /** `Lineage` of the generations before the run's. */
  lineage?: ArtifactRef;
}
export interface ReportOutput extends StageReceipt {
  html: ArtifactRef;
  json: ArtifactRef;
}

export type StageState = 'pending' | 'running' | 'done' | 'failed' | 'skipped' | 'cancelled';

export interface StageStatus {
  stage: StageName;
  state: StageState;
  /** ISO time; absent until started. */
  startedAt?: string;
  seconds?: number;
  reused?: boolean;
  peakBytes?: number;
  /** Shards done of all, while generating. */
  done?: number;
  total?: number;
}

export type RunState = 'running' | 'published' | 'blocked' | 'failed' | 'cancelled';

/** The answer of the `status` query and the result of the workflow. Under 16 KB for any table. */
export interface RunStatus {
  chain: string;
  runId: string;
  partition: string;
  state: RunState;
  startedAt: string;
  finishedAt?: string;
  spec: ArtifactRef;
  stages: StageStatus[];
  ingest?: IngestOutput;
  model?: TrainOutput;
  shards?: GenerateOutput;
  evidence?: { privacy?: ArtifactRef; quality?: ArtifactRef };
  decision?: GateDecision;
  /** Of a gate that a person decides. */
  gate?: GateStatus;
  /** Of a run with a place among its chain's generations. */
  generation?: number;
  mix?: MixOutput;
  collapse?: CollapseJudgement;
  kind?: RunKind;
  requestedBy?: string;
  /** Of a run that was resumed from a stage: what came before was taken from the store. */
  from?: StageName;
  published?: PublishOutput;
  card?: { html: ArtifactRef; json: ArtifactRef };
  /** The run's last entry in its chain's ledger. */
  ledger?: LedgerHead;
  error?: ErrorRecord & { stage?: StageName };
}

/** What a running stage reports; relayed as the heartbeat of its activity. */
export interface StageProgress {
  stage: StageName;
  /** What is being done: "reading", "epoch 12", "pairs". */
  note: string;
  done: number;
  total: number;
  /** Rows handled per second, where rows are what is counted. */
  rowsPerSecond?: number;
  secondsLeft?: number;
  /** The last durable checkpoint, named only after it was written. */
  checkpoint?: string;
}
