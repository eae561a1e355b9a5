import type { ConditionValue } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';

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
  /** Training rows. */
  frame: Frame;
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
  /** Column to the value that every generated row must have there. */
  conditions: Record<string, ConditionValue>;
  threads: number;
  report(progress: Progress): void;
  stopRequested(): boolean;
}

/** One kind of generator behind the seam: a name, its parameters, train and sample. */
export interface GeneratorFamily {
  name: string;
  /** JSON Schema of `parameters`, every property with a default and a description. */
  parameterSchema: object;
  /**
   * Trains a model on the request's rows.
   * Throws SPEC_INVALID or SPEC_UNKNOWN_KEY (parameters), SOURCE_TOO_FEW_ROWS, MODEL_CHECKPOINT_INVALID, MODEL_DIVERGED,
   * RUN_CANCELLED.
   */
  train(request: TrainRequest): Promise<BundleFiles>;
  /**
   * Draws rows with the schema of the training table.
   * Throws MODEL_BUNDLE_INVALID, CONDITION_INVALID, RUN_CANCELLED.
   */
  sample(bundle: BundleFiles, request: SampleRequest): Promise<Frame>;
}
