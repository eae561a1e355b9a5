import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import { decodeCheckpoint, encodeCheckpoint, type RestorePoint } from './checkpoint';
import { CheckpointWriter } from './checkpoint-writer';
import { ChunkLength } from './chunk-length';
import { diverged } from './divergence';
import { loweredRate, observeScore } from './plateau';
import { addToSums, emptySums, initialProgression, meansOf, type Progression } from './progression';
import { checkTrainerOptions } from './trainer-checks';
import type { TrainerOptions } from './trainer-options';
import { TrainingSession } from './training-session';

const CHUNK_SECONDS = 1;
const RESTORE_POINTS = 20;

export interface Trained {
  /** The weights that validated best; those of the end where there was no validation. Averaged where averages are kept. */
  weights: ReadonlyMap<string, Float32Array>;
  /** Steps made, validations, events: what happened. */
  record: Readonly<Progression>;
  stoppedBecause: 'steps' | 'patience' | 'time';
}

/**
 * One training run: chunks of steps, validations at fixed steps, the best weights kept, checkpoints by the clock. The clock
 * decides only where chunks end and checkpoints are written, and neither changes any bit of the results: a run that was
 * cut anywhere and started again ends with the weights of one that was not.
 */
export class Trainer {
  private progression = initialProgression();
  private best: ReadonlyMap<string, Float32Array> | null = null;
  private restore: RestorePoint | null = null;
  private readonly chunkLength: ChunkLength;
  private readonly checkpoints: CheckpointWriter;

  private constructor(
    private readonly options: TrainerOptions,
    private readonly session: TrainingSession,
  ) {
    this.checkpoints = new CheckpointWriter(options);
    this.chunkLength = new ChunkLength(options.chunkSeconds ?? CHUNK_SECONDS, options.bytesPerStep);
  }

  /**
   * Ready at step 0, or where the last checkpoint of the same run left off.
   * @throws HeadwaterError MODEL_CHECKPOINT_INVALID for a checkpoint that is damaged, of another version or another run;
   *   GRAPH_INVALID for start weights that do not fit; USAGE for options out of range
   */
  static async start(options: TrainerOptions): Promise<Trainer> {
    checkTrainerOptions(options);
    const { program, checkpoints } = options;
    const saved = (await checkpoints?.load()) ?? null;
    const checkpoint = saved === null ? null : decodeCheckpoint(options.run, program, saved);
    const session = await TrainingSession.create(program, options.runtime);
    const trainer = new Trainer(options, session);
    if (checkpoint === null) {
      session.setParameters(options.initial());
      trainer.keepRestorePoint();
    } else {
      session.restore(checkpoint.state);
      trainer.progression = checkpoint.progression;
      trainer.best = checkpoint.best;
      trainer.restore = checkpoint.restore;
    }
    return trainer;
  }

  /**
   * Trains to the end, and frees the native session.
   * @throws HeadwaterError RUN_CANCELLED after a checkpoint when asked to stop; MODEL_DIVERGED with the step, when a loss,
   *   a weight or a score is not finite and no retry is left: the last checkpoint stays as it is. What callbacks throw.
   */
  async finish(): Promise<Trained> {
    try {
      const stoppedBecause = await this.train();
      if (this.options.validation !== undefined && this.progression.sums.steps > 0) await this.validate();
      const weights = this.best ?? this.session.averagedParameters();
      return { weights, record: this.progression, stoppedBecause };
    } finally {
      await this.session.release();
    }
  }

  private async train(): Promise<Trained['stoppedBecause']> {
    const { steps, patience = Infinity, maxSeconds, stopRequested } = this.options;
    for (;;) {
      if (this.progression.step >= steps) return 'steps';
      if (this.progression.stale >= patience) return 'patience';
      if (this.progression.seconds >= (maxSeconds ?? Infinity)) return 'time';
      if (stopRequested?.() === true) await this.cancel();
      await this.chunk().catch((error: unknown) => this.goBack(error));
      if (this.checkpoints.isDue) await this.save();
    }
  }

  private async chunk(): Promise<void> {
    const { options, progression } = this;
    const before = performance.now();
    const first = progression.step;
    const steps = this.chunkLength.next(this.stepsToBoundary());
    const learningRate = Float32Array.from({ length: steps }, (_, i) => this.rate(first + i));
    const { losses, metrics } = await this.session.runChunk({
      steps,
      learningRate,
      data: await options.data(first, steps),
    });
    progression.step += steps;
    addToSums(progression.sums, losses, metrics);
    const seconds = (performance.now() - before) / 1000;
    const atValidation = options.validation !== undefined && this.isDue(options.validation.every);
    if (atValidation) await this.validate();
    if (this.isDue(this.restoreEvery())) this.keepRestorePoint();
    progression.seconds += (performance.now() - before) / 1000;
    this.chunkLength.observe(steps, seconds);
    options.report?.({
      step: progression.step,
      steps: options.steps,
      loss: losses.reduce((sum, loss) => sum + loss, 0) / steps,
      validation: progression.points.at(-1)?.validation ?? null,
      secondsPerStep: seconds / steps,
      secondsLeft: (options.steps - progression.step) * (seconds / steps),
    });
  }

  /** Steps until something happens at a fixed step. */
  private stepsToBoundary(): number {
    const { steps, validation, retry } = this.options;
    const every = [validation?.every, retry === undefined ? undefined : this.restoreEvery()];
    const left = every.map((period) => (period === undefined ? Infinity : period - (this.progression.step % period)));
    return Math.min(steps - this.progression.step, ...left);
  }

  private isDue(every: number): boolean {
    return this.progression.step % every === 0 || this.progression.step === this.options.steps;
  }

  private restoreEvery(): number {
    const { retry, validation, steps } = this.options;
    return validation?.every ?? retry?.every ?? Math.ceil(steps / RESTORE_POINTS);
  }

  private rate(step: number): number {
    const { learningRate, plateau, retry } = this.options;
    const rate = learningRate(step) * (retry?.factor ?? 0.5) ** this.progression.retries;
    return plateau === undefined ? rate : loweredRate(rate, this.progression.plateau, plateau);
  }

  private async validate(): Promise<void> {
    const { progression } = this;
    const { step } = progression;
    const weights = this.session.averagedParameters();
    const score = (await this.options.validation?.score(weights, step)) as number;
    if (!Number.isFinite(score)) throw diverged(step, `the validation score is ${score}`);
    progression.points.push({
      step,
      ...meansOf(progression.sums),
      validation: score,
      learningRate: this.rate(step - 1),
      seconds: progression.seconds,
    });
    progression.sums = emptySums();
    this.observe(score, weights);
  }

  private observe(score: number, weights: ReadonlyMap<string, Float32Array>): void {
    const { progression } = this;
    const { step } = progression;
    const { plateau } = this.options;
    if (plateau !== undefined) {
      const before = progression.plateau.factor;
      progression.plateau = observeScore(plateau, progression.plateau, score);
      const { factor } = progression.plateau;
      if (factor < before) progression.events.push({ kind: 'plateau', step, factor });
    }
    progression.stale++;
    if (progression.best !== null && score >= progression.best.score) return;
    progression.best = { step, score };
    progression.stale = 0;
    // The session replaces its arrays and never changes them, so these stay as they are.
    this.best = weights;
  }

  /** Validations that are worse than the best may be on the way to the divergence: they are no place to go back to. */
  private keepRestorePoint(): void {
    const { retry, validation } = this.options;
    const { step, best } = this.progression;
    if (retry === undefined || (validation !== undefined && step > 0 && best?.step !== step)) return;
    this.restore = { progression: structuredClone(this.progression), state: this.session.state };
  }

  /** After a divergence: to the restore point and on with a lower rate, or the error again when no retry is left. */
  private goBack(error: unknown): void {
    const { retry } = this.options;
    if (!isHeadwaterError(error) || error.code !== 'MODEL_DIVERGED' || retry === undefined || this.restore === null)
      throw error;
    const { state, progression } = this.restore;
    const retries = progression.retries + 1;
    if (retries > retry.times)
      throw new HeadwaterError(
        'MODEL_DIVERGED',
        `${error.message}; ${retry.times} retries at lower rates did not help`,
        {
          cause: error,
          ...(error.where === undefined ? {} : { where: error.where }),
          hint: 'Lower the learning rate or clip gradients, and look for inputs of extreme size.',
        },
      );
    progression.retries = retries;
    progression.seconds = this.progression.seconds;
    progression.events.push({
      kind: 'retry',
      step: Number(error.where?.replace('step ', '')),
      restored: progression.step,
      factor: (retry.factor ?? 0.5) ** retries,
      reason: error.message,
    });
    this.session.restore(state);
    this.progression = structuredClone(progression);
  }

  private save(): Promise<void> {
    const { options, progression, best, restore } = this;
    const { state } = this.session;
    const encode = (): Uint8Array =>
      encodeCheckpoint(options.run, options.program, { progression, state, best, restore });
    return this.checkpoints.save(encode, `step ${progression.step}`);
  }

  private async cancel(): Promise<never> {
    const { step } = this.progression;
    const kept = this.options.checkpoints !== undefined;
    if (kept) await this.save();
    throw new HeadwaterError('RUN_CANCELLED', `training was stopped at step ${step} of ${this.options.steps}`, {
      hint: kept ? 'Start it again to go on from there: a checkpoint was kept.' : 'Start it again from the beginning.',
    });
  }
}
