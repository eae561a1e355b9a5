import type { TrainerOptions } from './trainer-options';

/** A killed run repeats half of this on average. */
const LEAST_SECONDS = 1;
const MOST_SECONDS = 30;
/** Saving takes a fiftieth of the time at most, wherever checkpoints go and however large they are. */
const TIMES_A_SAVE = 50;

type Options = Pick<TrainerOptions, 'checkpoints' | 'checkpointSeconds'>;

/**
 * Saves checkpoints, and says when the next is due. Training waits for a save: steps block the thread, and a write beside
 * them would come on by one operation a chunk.
 */
export class CheckpointWriter {
  private lastSave = performance.now();
  private seconds: number;

  constructor(private readonly options: Options) {
    this.seconds = options.checkpointSeconds ?? LEAST_SECONDS;
  }

  get isDue(): boolean {
    return this.options.checkpoints !== undefined && performance.now() - this.lastSave >= 1000 * this.seconds;
  }

  async save(encode: () => Uint8Array, label: string): Promise<void> {
    const { checkpoints, checkpointSeconds } = this.options;
    const started = performance.now();
    await checkpoints?.save(encode(), label);
    this.lastSave = performance.now();
    const wanted = (TIMES_A_SAVE * (this.lastSave - started)) / 1000;
    this.seconds = checkpointSeconds ?? Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, wanted));
  }
}
