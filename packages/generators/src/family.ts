import type { ConditionValue, Constraint } from '@headwater/contracts';
import type { Frame, RowSource } from '@headwater/tables';

/** A trained model as files; the same three whatever the family. */
export interface BundleFiles {
  /** The sampler graph with its weights. Holds nothing about time or machine: equal inputs give equal bytes. */
  'model.onnx': Uint8Array;
  /** How columns become codes and back. Deterministic, too. */
  'codec.json': Uint8Array;
  /** The model card; holds seconds and the runtime, so it differs from run to run. */
  'card.json': Uint8Array;
}

export interface Progress {
  /** What is being done: "epoch 12". */
  note: string;
  done: number;
  total: number;
  rowsPerSecond?: number;
  secondsLeft?: number;
}

/** Where a training run keeps its last checkpoint. */
export interface CheckpointStore {
  load(): Promise<Uint8Array | null>;
  /** Durable when it resolves. `label` says where the run was ("step 1200"). */
  save(bytes: Uint8Array, label: string): Promise<void>;
}

export interface TrainRequest {
  /** Training rows, read several times from the start. */
  rows: RowSource;
  /** Rules that every generated row keeps; absent: none. */
  constraints?: readonly Constraint[];
  parameters: Record<string, unknown>;
  seed: number;
  threads: number;
  /** Of the snapshot the rows come from; a checkpoint of other data is refused. */
  dataSha256: string;
  codeVersion: string;
  checkpoints: CheckpointStore;
  report(progress: Progress): void;
  /** Asked between chunks of work; when true, a checkpoint is saved and RUN_CANCELLED thrown. */
  stopRequested(): boolean;
}

export interface SampleRequest {
  rows: number;
  seed: number;
  /** Shard number: each has its own random streams. */
  index: number;
  /** Rows of the run's shards; none has more. With it serial numbers count on from shard to shard, without it they leave gaps. */
  shardRows?: number;
  /** Column to what every generated row must keep there: a value, a range, a choice, or proportions over all rows. */
  conditions: Record<string, ConditionValue>;
  /** Above 1 more diverse, below 1 more typical rows; 1 by default, which is the model's own distribution. */
  temperature?: number;
  threads: number;
  report(progress: Progress): void;
  stopRequested(): boolean;
}

/** Rows that lack cells. */
export interface ImputeRequest extends Pick<
  SampleRequest,
  'seed' | 'threads' | 'temperature' | 'report' | 'stopRequested'
> {
  /** Rows with the columns of the training table. */
  frame: Frame;
  /** Columns whose missing cells are filled; all by default. Missing cells of others are taken as what they are. */
  columns?: readonly string[];
}

/** Rows to be judged by a model. */
export interface ScoreRequest extends Pick<SampleRequest, 'seed' | 'threads' | 'report' | 'stopRequested'> {
  frame: Frame;
  /** Orders of columns averaged over, as probabilities; 1 by default. Each order's likelihood is exact. */
  orders?: number;
  /**
   * What is told apart. `codes`, the default: what the model's codes are, so that numbers of one bin are one. `values`: every
   * value; models that bin numbers differently can then be compared.
   */
  resolution?: 'codes' | 'values';
}

/** One kind of generator behind the seam: a name, its parameters, train and sample. */
export interface GeneratorFamily {
  name: string;
  /** JSON Schema of `parameters`, every property with a default and a description. */
  parameterSchema: object;
  /**
   * Trains a model on the request's rows.
   * Throws SPEC_INVALID or SPEC_UNKNOWN_KEY (parameters), SOURCE_TOO_FEW_ROWS, CONSTRAINT_INVALID,
   * MODEL_CHECKPOINT_INVALID, MODEL_DIVERGED, RUN_CANCELLED.
   */
  train(request: TrainRequest): Promise<BundleFiles>;
  /**
   * Draws rows with the schema of the training table.
   * Throws MODEL_BUNDLE_INVALID, CONDITION_INVALID, RUN_CANCELLED.
   */
  sample(bundle: BundleFiles, request: SampleRequest): Promise<Frame>;
  /**
   * The rows with their missing cells drawn given the other cells of the row; no other cell is changed. Absent where
   * the family cannot.
   * Throws as sample does, and SOURCE_SCHEMA_MISMATCH.
   */
  impute?(bundle: BundleFiles, request: ImputeRequest): Promise<Frame>;
  /**
   * Per row the exact logarithm, in nats, of its probability as the model's codes tell rows apart (numbers of one bin
   * are one); -Infinity for a row the model cannot draw. Absent where the family has none.
   * Throws MODEL_BUNDLE_INVALID, SOURCE_SCHEMA_MISMATCH, RUN_CANCELLED.
   */
  logLikelihood?(bundle: BundleFiles, request: ScoreRequest): Promise<Float64Array>;
}
