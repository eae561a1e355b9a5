import { HeadwaterError, type ModelCard } from '@headwater/contracts';
import {
  adam,
  buildTrainingLoop,
  dynamicSlice,
  initialise,
  mul,
  TrainingSession,
  type ParameterSpec,
  type TrainingProgram,
} from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import type { TrainRequest } from '../family';
import { decodeCheckpoint, encodeCheckpoint, type Progression } from './checkpoint';
import type { Layout } from './layout';
import { trainingLoss } from './likelihood';
import { trainedSpecs } from './network';
import { learningRateAt, type TrainingPlan } from './plan';
import type { TrainingData } from './training-data';
import { Validator } from './validator';

/** Work between two looks at the clock, progress and stop requests. */
const CHUNK_SECONDS = 1;
/** Numbers of codes and masks handed over with one chunk, at most. */
const CHUNK_NUMBERS = 2_000_000;
const CHECKPOINT_SECONDS = 12;

export interface Trained {
  specs: readonly ParameterSpec[];
  /** The averaged weights that scored best. */
  weights: ReadonlyMap<string, Float32Array>;
  progression: Progression;
  stoppedBecause: ModelCard['stoppedBecause'];
}

type Host = Pick<TrainRequest, 'checkpoints' | 'report' | 'stopRequested' | 'threads'>;

/**
 * One training run: chunks of steps, validation at fixed steps, the best averaged weights kept, checkpoints by the
 * clock. The clock decides only where chunks end, and a chunk's end changes nothing: a resumed run gives the same weights.
 */
export class Trainer {
  private progression: Progression = {
    step: 0,
    lossSum: 0,
    lossSteps: 0,
    points: [],
    bestStep: 0,
    bestScore: null,
    stale: 0,
    seconds: 0,
  };
  private best: Map<string, Float32Array> | null = null;
  private chunkSteps = 4;
  private lastSave = performance.now();

  private constructor(
    private readonly run: string,
    private readonly plan: TrainingPlan,
    private readonly columns: number,
    private readonly specs: readonly ParameterSpec[],
    private readonly data: TrainingData,
    private readonly session: TrainingSession,
    private readonly validator: Validator,
    private readonly host: Host,
  ) {}

  /** Ready at step 0, or where the last checkpoint of the same `run` left off. */
  static async start(
    run: string,
    plan: TrainingPlan,
    layout: Layout,
    data: TrainingData,
    seed: number,
    host: Host,
  ): Promise<Trainer> {
    const specs = trainedSpecs(layout, plan);
    const session = await TrainingSession.create(program(plan, layout, specs), { threads: host.threads });
    const validator = await Validator.create(layout, plan, specs, data.validation(), host.threads);
    const trainer = new Trainer(run, plan, layout.columns, specs, data, session, validator, host);
    const saved = await host.checkpoints.load();
    if (saved === null) {
      const weights = initialise(specs, new RandomStream(seed, 'initial-weights'));
      session.setParameters(weights.set('out.bias', data.logMarginals()));
    } else {
      const { progression, state, best } = decodeCheckpoint(run, specs, saved);
      session.importState(state);
      trainer.progression = progression;
      trainer.best = best;
    }
    return trainer;
  }

  /** Trains to the end. Throws RUN_CANCELLED (after a checkpoint) when asked to stop, MODEL_DIVERGED. */
  async finish(): Promise<Trained> {
    const { plan, progression } = this;
    let stoppedBecause: ModelCard['stoppedBecause'] = 'epochs';
    while (progression.step < plan.steps) {
      if (progression.stale >= plan.patience) stoppedBecause = 'patience';
      else if (plan.maxSeconds !== null && progression.seconds >= plan.maxSeconds) stoppedBecause = 'time';
      if (stoppedBecause !== 'epochs') break;
      if (this.host.stopRequested()) await this.cancel();
      await this.chunk();
      if ((performance.now() - this.lastSave) / 1000 >= CHECKPOINT_SECONDS) await this.save();
    }
    if (this.best === null || progression.lossSteps > 0) await this.validate();
    await this.session.release();
    await this.validator.release();
    return { specs: this.specs, weights: this.best as Map<string, Float32Array>, progression, stoppedBecause };
  }

  private async chunk(): Promise<void> {
    const { plan, progression } = this;
    const before = performance.now();
    const toValidation = plan.validateEvery - (progression.step % plan.validateEvery);
    const steps = Math.min(this.chunkSteps, toValidation, plan.steps - progression.step);
    const learningRate = Float32Array.from({ length: steps }, (_, s) => learningRateAt(plan, progression.step + s));
    const { losses } = await this.session.runChunk({
      steps,
      learningRate,
      data: { ...this.data.steps(progression.step, steps) },
    });
    progression.step += steps;
    for (const loss of losses) progression.lossSum += loss;
    progression.lossSteps += steps;
    const seconds = (performance.now() - before) / 1000;
    if (progression.step % plan.validateEvery === 0) await this.validate();
    progression.seconds += (performance.now() - before) / 1000;
    const memory = Math.floor(CHUNK_NUMBERS / (plan.batch * this.columns));
    this.chunkSteps = Math.max(1, Math.min(memory, Math.round((CHUNK_SECONDS * steps) / seconds), 4 * this.chunkSteps));
    this.reportStep(seconds / steps);
  }

  private async validate(): Promise<void> {
    const { progression } = this;
    const weights = this.session.averagedParameters();
    const score = await this.validator.score(weights);
    const epoch = progression.step / this.plan.stepsPerEpoch;
    progression.points.push({
      epoch: round(epoch, 2),
      train: progression.lossSum / Math.max(1, progression.lossSteps),
      validation: score,
      seconds: round(progression.seconds, 2),
    });
    progression.lossSum = 0;
    progression.lossSteps = 0;
    progression.stale++;
    if (progression.bestScore !== null && score >= progression.bestScore) return;
    progression.bestScore = score;
    progression.bestStep = progression.step;
    progression.stale = 0;
    this.best = new Map([...weights].map(([name, values]) => [name, values.slice()]));
  }

  private reportStep(secondsPerStep: number): void {
    const { step, points } = this.progression;
    const last = points.at(-1);
    const note = `epoch ${Math.ceil(step / this.plan.stepsPerEpoch)}${last ? `, validation loss ${last.validation.toFixed(3)}` : ''}`;
    const secondsLeft = (this.plan.steps - step) * secondsPerStep;
    this.host.report({
      note,
      done: step,
      total: this.plan.steps,
      rowsPerSecond: Math.round(this.plan.batch / secondsPerStep),
      secondsLeft,
    });
  }

  private async save(): Promise<void> {
    const checkpoint = { progression: this.progression, state: this.session.exportState(), best: this.best };
    await this.host.checkpoints.save(
      encodeCheckpoint(this.run, this.specs, checkpoint),
      `step ${this.progression.step}`,
    );
    this.lastSave = performance.now();
  }

  private async cancel(): Promise<never> {
    await this.save();
    throw new HeadwaterError(
      'RUN_CANCELLED',
      `training was stopped at step ${this.progression.step} of ${this.plan.steps}`,
      {
        hint: 'Start it again to go on from there: a checkpoint was kept.',
      },
    );
  }
}

function program(plan: TrainingPlan, layout: Layout, specs: readonly ParameterSpec[]): TrainingProgram {
  return buildTrainingLoop({
    parameters: specs,
    optimiser: adam({ weightDecay: plan.weightDecay }),
    averageDecay: plan.averageDecay,
    data: [
      { name: 'codes', type: 'int32', shape: ['chunk', layout.columns] },
      { name: 'observed', type: 'float32', shape: ['chunk', layout.columns] },
    ],
    step: (g, { parameters, data, iteration }) => {
      const start = mul(iteration, plan.batch);
      const [codes, observed] = ['codes', 'observed'].map((name) =>
        dynamicSlice(data[name] as NonNullable<(typeof data)[string]>, start, plan.batch),
      );
      const batch = {
        rows: plan.batch,
        codes: codes as NonNullable<typeof codes>,
        observed: observed as NonNullable<typeof observed>,
      };
      return { loss: trainingLoss(g, layout, plan, batch, parameters) };
    },
  });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
