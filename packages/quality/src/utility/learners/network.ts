import {
  adam,
  buildTrainingLoop,
  cosineRate,
  dynamicSlice,
  gemm,
  initialise,
  mean,
  mul,
  relu,
  softmaxCrossEntropy,
  square,
  squeeze,
  sub,
  TrainingSession,
  type ParameterSpec,
  type TrainingProgram,
  type Value,
} from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import { DesignCode, type DesignMatrix } from './design-matrix';
import type { Examples, LearnOptions, LearntModel } from './learner';
import type { Task } from './loss';
import { forward, HIDDEN, softmaxRows } from './network-forward';
import { unitScale } from './unit-scale';

const BATCH = 64;
const EPOCHS = 15;
const FEWEST_STEPS = 150;
const MOST_STEPS = 2500;
const LEARNING_RATE = 2e-3;
/** Steps handed over at once, fewer where their data would be more cells than this. */
const CHUNK_STEPS = 50;
const CHUNK_CELLS = 2_000_000;

/**
 * A network of two hidden layers (64 and 32 units, ReLU) on standardised numbers and one-hot levels: Adam with decoupled
 * weight decay, a rate that falls as half a cosine, batches of 64 drawn by the seed, about 15 epochs. Numbers are learnt
 * in their own deviation. The weights at the end are taken: no rows are put aside to choose by.
 */
export async function learnNetwork(examples: Examples, { seed, pace, note }: LearnOptions): Promise<LearntModel> {
  const { task, features, target } = examples;
  const code = new DesignCode(features);
  const design = code.apply(features);
  const { centre, scale } = unitScale(examples);
  const parameters = parametersOf(code.width, task);
  const session = await TrainingSession.create(trainingProgram(parameters, code.width, task), { threads: 1 });
  try {
    session.setParameters(initialise(parameters, new RandomStream(seed, 'quality/utility-network/weights')));
    const steps = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, Math.ceil((EPOCHS * features.rows) / BATCH)));
    const rate = cosineRate(LEARNING_RATE, steps);
    const chunk = Math.max(1, Math.min(CHUNK_STEPS, Math.floor(CHUNK_CELLS / (BATCH * code.width))));
    const draw = epochs(features.rows, seed);
    for (let done = 0; done < steps; done += chunk) {
      if (pace.due()) await pace.turn({ note, done, total: steps });
      const now = Math.min(chunk, steps - done);
      const rows = Int32Array.from({ length: now * BATCH }, draw);
      const y = rows.map((row) => target[row] as number);
      const scaled = Float32Array.from(rows, (row) => ((target[row] as number) - centre) / scale);
      await session.runChunk({
        steps: now,
        learningRate: Float32Array.from({ length: now }, (_, i) => rate(done + i)),
        data: { x: denseRows(design, rows), y: task.kind === 'classes' ? y : scaled },
      });
    }
    const weights = session.parameters();
    return {
      predict: (rows) => {
        const raw = forward(code.apply(rows), weights, outputsOf(task));
        const predictions = task.kind === 'classes' ? softmaxRows(raw, task.classes) : raw;
        return Promise.resolve(predictions.map((v) => v * scale + centre));
      },
    };
  } finally {
    await session.release();
  }
}

function outputsOf(task: Task): number {
  return task.kind === 'classes' ? task.classes : 1;
}

function parametersOf(width: number, task: Task): ParameterSpec[] {
  const sizes = [width, ...HIDDEN, outputsOf(task)];
  return sizes.slice(1).flatMap((size, layer): ParameterSpec[] => [
    { name: `w${layer}`, shape: [sizes[layer] as number, size] },
    { name: `b${layer}`, shape: [size] },
  ]);
}

function trainingProgram(parameters: ParameterSpec[], width: number, task: Task): TrainingProgram {
  return buildTrainingLoop({
    parameters,
    optimiser: adam({ weightDecay: 0.01 }),
    data: [
      { name: 'x', type: 'float32', shape: ['rows', width] },
      { name: 'y', type: task.kind === 'classes' ? 'int32' : 'float32', shape: ['rows'] },
    ],
    step: (_graph, { parameters: p, data, iteration }) => {
      const first = mul(iteration, BATCH);
      const layer = (x: Value, k: number): Value => gemm(x, p[`w${k}`] as Value, p[`b${k}`]);
      const output = layer(relu(layer(relu(layer(dynamicSlice(data.x as Value, first, BATCH), 0)), 1)), 2);
      const y = dynamicSlice(data.y as Value, first, BATCH);
      const losses = task.kind === 'classes' ? softmaxCrossEntropy(output, y) : square(sub(squeeze(output, [1]), y));
      return { loss: mean(losses) };
    },
  });
}

/** Row numbers without end: every row once an epoch, each epoch in an order of its own. */
function epochs(rows: number, seed: number): () => number {
  let epoch = -1;
  let order: Uint32Array = new Uint32Array(0);
  let at = 0;
  return () => {
    if (at === order.length) {
      order = new RandomStream(seed, 'quality/utility-network/epoch', ++epoch).permutation(rows);
      at = 0;
    }
    return order[at++] as number;
  };
}

/** [rows, width], row by row. */
function denseRows({ width, dense, indicators }: DesignMatrix, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * width);
  for (const [i, row] of rows.entries()) {
    for (const [j, values] of dense.entries()) out[i * width + j] = values[row] as number;
    for (const places of indicators) {
      const place = places[row] as number;
      if (place >= 0) out[i * width + place] = 1;
    }
  }
  return out;
}
