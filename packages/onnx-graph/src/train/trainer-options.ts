import type { RuntimeOptions } from '../run/session-options';
import type { Feed } from '../run/tensors';
import type { Plateau } from './plateau';
import type { Schedule } from './schedule';
import type { TrainingProgram } from './training-loop';

export interface Validation {
  /** Steps between validations; there is one more after the last step. */
  readonly every: number;
  /**
   * A score, lower is better, of the averaged weights (the weights themselves where no average is kept). A function of
   * weights and step alone. A score that is not finite counts as divergence.
   */
  readonly score: (weights: ReadonlyMap<string, Float32Array>, step: number) => Promise<number> | number;
}

/** What to do when training diverges: back to the last restore point, with a lower learning rate from there on. */
export interface RetryPolicy {
  /** How often at most. */
  readonly times: number;
  /** The learning rate is multiplied by this each time. Default 0.5. */
  readonly factor?: number;
  /** Steps between restore points where there is no validation: else each new best is one. Default: a twentieth of all. */
  readonly every?: number;
}

/** Where a run keeps its last checkpoint. */
export interface CheckpointStore {
  load(): Promise<Uint8Array | null>;
  /** Durable when it resolves. `label` says where the run was ("step 1200"). */
  save(bytes: Uint8Array, label: string): Promise<void>;
}

export interface TrainingProgress {
  readonly step: number;
  readonly steps: number;
  /** Mean loss of the chunk just made. */
  readonly loss: number;
  /** The last validation's score; null before the first. */
  readonly validation: number | null;
  readonly secondsPerStep: number;
  readonly secondsLeft: number;
}

export interface TrainerOptions {
  /** Names what the run is made from (a hash of data, parameters, seed, code). Other runs' checkpoints are refused. */
  readonly run: string;
  readonly program: TrainingProgram;
  /** Start weights; asked for when there is no checkpoint. */
  readonly initial: () => ReadonlyMap<string, Float32Array>;
  readonly steps: number;
  readonly learningRate: Schedule;
  /**
   * The program's data inputs for steps `first` … `first + steps - 1`, counted from 0. A step's part must be a function of
   * its number alone (random streams keyed by it): chunks are cut anywhere, and a resumed run asks anew.
   */
  readonly data: (first: number, steps: number) => Promise<Record<string, Feed>> | Record<string, Feed>;
  /** Bytes of one step's data: keeps a chunk's data to some 16 MB. */
  readonly bytesPerStep: number;
  readonly validation?: Validation;
  /** Stops after this many validations without a new best. */
  readonly patience?: number;
  readonly plateau?: Plateau;
  readonly retry?: RetryPolicy;
  /** Stops when this many seconds were trained, over all attempts. Such a run cannot be repeated bit for bit. */
  readonly maxSeconds?: number | null;
  readonly checkpoints?: CheckpointStore;
  /** Seconds between checkpoints. By default 1, or as many, up to 30, as keep saving below a fiftieth of the time. */
  readonly checkpointSeconds?: number;
  /** Seconds of work between two looks at the clock, progress and stop requests. Default 1. Results do not depend on it. */
  readonly chunkSeconds?: number;
  /** After every chunk. */
  readonly report?: (progress: TrainingProgress) => void;
  /** Asked before every chunk; when true, a checkpoint is saved and RUN_CANCELLED thrown. */
  readonly stopRequested?: () => boolean;
  readonly runtime?: RuntimeOptions;
}
