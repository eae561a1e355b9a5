import type { TrainerOptions } from './trainer-options';

/** A killed run repeats half of this on average. */
const LEAST_SECONDS = 1;
const MOST_SECONDS = 30;
/** Training waits while a checkpoint is encoded: a fiftieth of the time at most, however large it is. */
const TIMES_ENCODING = 50;
/** It goes on while one is written: a tenth of the time at most, wherever checkpoints go. */
const TIMES_WRITING = 10;

type Options = Pick<TrainerOptions, 'checkpoints' | 'checkpointSeconds'>;

/** When the next checkpoint is due, and the one that is being written while training goes on: never two at a time. */
export class CheckpointWriter {
  private lastSave = performance.now();
  private seconds: number;
  /** Never rejects, but says what the write failed with. */
  private writing: Promise<{ failed?: unknown }> = Promise.resolve({});

  constructor(private readonly options: Options) {
    this.seconds = options.checkpointSeconds ?? LEAST_SECONDS;
  }

  get isDue(): boolean {
    return this.options.checkpoints !== undefined && performance.now() - this.lastSave >= 1000 * this.seconds;
  }

  /**
   * Encodes at once, and leaves the bytes to be written.
   * @throws what the write before failed with
   */
  async save(encode: () => Uint8Array, label: string): Promise<void> {
    await this.written();
    const started = performance.now();
    const bytes = encode();
    this.lastSave = performance.now();
    this.writing = this.write(bytes, label, this.lastSave - started).then(
      () => ({}),
      (failed: unknown) => ({ failed }),
    );
  }

  /**
   * Resolves when no write is under way.
   * @throws what the last one failed with, once
   */
  async written(): Promise<void> {
    const outcome = await this.writing;
    this.writing = Promise.resolve({});
    if ('failed' in outcome) throw outcome.failed;
  }

  /** As `written`, for one who has another error to tell. */
  async settled(): Promise<void> {
    await this.writing;
  }

  private async write(bytes: Uint8Array, label: string, encodingMs: number): Promise<void> {
    const { checkpoints, checkpointSeconds } = this.options;
    const started = performance.now();
    await checkpoints?.save(bytes, label);
    const wanted = Math.max(TIMES_ENCODING * encodingMs, TIMES_WRITING * (performance.now() - started)) / 1000;
    this.seconds = checkpointSeconds ?? Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, wanted));
  }
}
