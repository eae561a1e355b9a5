import { RandomStream } from '@headwater/random';
import {
  adam,
  buildTrainingLoop,
  dynamicSlice,
  gemm,
  initialise,
  mean,
  mul,
  square,
  sub,
  tanh,
  type CheckpointStore,
  type Feed,
  type ParameterSpec,
  type TrainerOptions,
  type TrainingLoopOptions,
  type TrainingProgram,
  type Value,
} from '../../src';

/** A small regression with everything a trainer takes, quick enough to be trained many times in one test. */
export const BATCH = 8;
const INPUTS = 3;

export const parameters: ParameterSpec[] = [
  { name: 'w1', shape: [INPUTS, 8], initial: { kind: 'xavier' } },
  { name: 'b1', shape: [8] },
  { name: 'w2', shape: [8, 1], initial: { kind: 'xavier' } },
];

export function regressionProgram(change: Partial<TrainingLoopOptions> = {}): TrainingProgram {
  return buildTrainingLoop({
    parameters,
    optimiser: adam(),
    data: [
      { name: 'x', type: 'float32', shape: ['rows', INPUTS] },
      { name: 'y', type: 'float32', shape: ['rows', 1] },
    ],
    step: (_, { parameters: p, data, iteration }) => {
      const [x, y] = ['x', 'y'].map((name) => dynamicSlice(data[name] as Value, mul(iteration, BATCH), BATCH)) as [
        Value,
        Value,
      ];
      const error = sub(gemm(tanh(gemm(x, p['w1'] as Value, p['b1'])), p['w2'] as Value), y);
      return { loss: mean(square(error)), metrics: { bias: mean(error) } };
    },
    ...change,
  });
}

/** Rows of steps `first` … `first + steps - 1`, each step's by its number alone. */
export function regressionData(first: number, steps: number): Record<string, Feed> {
  const x = new Float32Array(steps * BATCH * INPUTS);
  const y = new Float32Array(steps * BATCH);
  for (let s = 0; s < steps; s++) {
    const stream = new RandomStream(5, 'rows', first + s);
    for (let i = s * BATCH; i < (s + 1) * BATCH; i++) {
      for (let j = 0; j < INPUTS; j++) x[i * INPUTS + j] = stream.normal();
      y[i] = Math.sin((x[i * INPUTS] as number) + 2 * (x[i * INPUTS + 1] as number)) + 0.3 * stream.normal();
    }
  }
  return { x, y };
}

/** Root of the mean square of all weights' distances to 0.5: deterministic, and with ups and downs. */
export function distance(weights: ReadonlyMap<string, Float32Array>): number {
  const all = [...weights.values()].flatMap((values) => [...values]);
  return Math.sqrt(all.reduce((sum, w) => sum + (w - 0.5) ** 2, 0) / all.length);
}

/** A store of one checkpoint in memory. */
export function memoryStore(): CheckpointStore & { bytes: Uint8Array | null; saves: string[] } {
  return {
    bytes: null,
    saves: [],
    load() {
      return Promise.resolve(this.bytes);
    },
    save(bytes, label) {
      this.bytes = bytes;
      this.saves.push(label);
      return Promise.resolve();
    },
  };
}

export function trainerOptions(program: TrainingProgram, change: Partial<TrainerOptions> = {}): TrainerOptions {
  return {
    run: 'run',
    program,
    initial: () => initialise(parameters, new RandomStream(1, 'start')),
    steps: 120,
    learningRate: () => 0.01,
    data: regressionData,
    bytesPerStep: BATCH * (INPUTS + 1) * 4,
    ...change,
  };
}
