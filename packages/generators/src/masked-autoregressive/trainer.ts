import type { ModelCard, TrainingPoint } from '@headwater/contracts';
import {
  initialise,
  Trainer,
  type ExecutionProvider,
  type ParameterSpec,
  type ProviderUse,
  type TrainingProgress,
} from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import type { TrainRequest } from '../family';
import type { Layout } from './layout';
import { trainedSpecs } from './network';
import { learningRateAt, type TrainingPlan } from './plan';
import { program } from './program';
import type { TrainingData } from './training-data';
import { Validator } from './validator';

/** A code, its mask and its weight, four bytes each. */
const BYTES_PER_CELL = 12;

export interface Trained {
  specs: readonly ParameterSpec[];
  /** The averaged weights that scored best. */
  weights: ReadonlyMap<string, Float32Array>;
  points: TrainingPoint[];
  bestStep: number;
  stoppedBecause: ModelCard['stoppedBecause'];
  /** Set where training ran on the CPU instead of the provider asked for. */
  gaveWay: ProviderUse | null;
}

type Host = Pick<TrainRequest, 'checkpoints' | 'report' | 'stopRequested' | 'threads'> & {
  provider: ExecutionProvider;
};

/**
 * Trains the network from the start, or from where the last checkpoint of the same `run` left off.
 * Throws RUN_CANCELLED (after a checkpoint) when asked to stop, MODEL_DIVERGED, MODEL_CHECKPOINT_INVALID.
 */
export async function trainNetwork(
  run: string,
  plan: TrainingPlan,
  layout: Layout,
  data: TrainingData,
  seed: number,
  host: Host,
): Promise<Trained> {
  const specs = trainedSpecs(layout, plan);
  let gaveWay: ProviderUse | null = null;
  const validator = await Validator.create(layout, plan, specs, data.validation(), host.threads);
  try {
    const trainer = await Trainer.start({
      run,
      program: program(plan, layout, specs),
      initial: () => initialise(specs, new RandomStream(seed, 'initial-weights')).set('out.bias', data.logMarginals()),
      steps: plan.steps,
      learningRate: (step) => learningRateAt(plan, step),
      data: (first, steps) => ({ ...data.steps(first, steps) }),
      bytesPerStep: plan.batch * layout.columns * BYTES_PER_CELL,
      validation: { every: plan.validateEvery, score: (weights) => validator.score(weights) },
      patience: plan.patience,
      maxSeconds: plan.maxSeconds,
      checkpoints: host.checkpoints,
      report: (progress) => host.report(progressOf(plan, progress)),
      stopRequested: () => host.stopRequested(),
      runtime: { threads: host.threads, provider: host.provider, warn: (use) => (gaveWay = use) },
    });
    const { weights, record, stoppedBecause } = await trainer.finish();
    return {
      specs,
      weights,
      points: record.points.map(({ step, loss, validation, seconds }) => ({
        epoch: round(step / plan.stepsPerEpoch, 2),
        train: loss,
        validation,
        seconds: round(seconds, 2),
      })),
      bestStep: record.best?.step ?? record.step,
      gaveWay,
      stoppedBecause: stoppedBecause === 'steps' ? 'epochs' : stoppedBecause,
    };
  } finally {
    await validator.release();
  }
}

function progressOf(plan: TrainingPlan, progress: TrainingProgress): Parameters<TrainRequest['report']>[0] {
  const { step, steps, validation, secondsPerStep, secondsLeft } = progress;
  const epoch = `epoch ${Math.ceil(step / plan.stepsPerEpoch)}`;
  return {
    note: validation === null ? epoch : `${epoch}, validation loss ${validation.toFixed(3)}`,
    done: step,
    total: steps,
    rowsPerSecond: Math.round(plan.batch / secondsPerStep),
    secondsLeft,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
