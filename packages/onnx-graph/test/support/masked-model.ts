import { RandomStream } from '@headwater/random';
import {
  adam,
  add,
  buildTrainingLoop,
  dynamicSlice,
  gather,
  gemm,
  initialise,
  logSoftmax,
  mean,
  mul,
  oneHot,
  reduceSum,
  relu,
  reshape,
  softmaxCrossEntropy,
  sub,
  TrainingSession,
  unsqueeze,
  concat,
  type Feed,
  type ParameterSpec,
  type RuntimeOptions,
  type TrainingProgram,
  type Value,
} from '../../src';

/** A masked autoregressive network over made-up codes, as small as shows every kind of node a real one has. */
export const BATCH = 64;
const COLUMNS = 5;
const LEVELS = 8;
const WIDTH = COLUMNS * LEVELS;

export const parameters: ParameterSpec[] = [
  { name: 'w0', shape: [WIDTH + COLUMNS, 64] },
  { name: 'b0', shape: [64] },
  { name: 'w1', shape: [64, 64] },
  { name: 'b1', shape: [64] },
  { name: 'out', shape: [64, WIDTH], initial: { kind: 'xavier' } },
  { name: 'bias', shape: [WIDTH] },
];

export function maskedProgram(): TrainingProgram {
  return buildTrainingLoop({
    parameters,
    optimiser: adam({ weightDecay: 0.01 }),
    averageDecay: 0.95,
    clipNorm: 5,
    data: [
      { name: 'codes', type: 'int32', shape: ['rows', COLUMNS] },
      { name: 'order', type: 'int32', shape: ['steps*batch'] },
      { name: 'mask', type: 'float32', shape: ['steps*batch', COLUMNS] },
    ],
    step: (_, { parameters: p, data, iteration }) => {
      const at = mul(iteration, BATCH);
      const codes = gather(data['codes'] as Value, dynamicSlice(data['order'] as Value, at, BATCH));
      const mask = dynamicSlice(data['mask'] as Value, at, BATCH);
      const seen = reshape(mul(oneHot(codes, LEVELS), unsqueeze(mask, [2])), [BATCH, WIDTH]);
      const h = relu(gemm(concat([seen, mask], 1), p['w0'] as Value, p['b0']));
      const logits = reshape(gemm(add(h, relu(gemm(h, p['w1'] as Value, p['b1']))), p['out'] as Value, p['bias']), [
        BATCH,
        COLUMNS,
        LEVELS,
      ]);
      const nll = mul(softmaxCrossEntropy(logits, codes), sub(1, mask));
      const entropy = mean(reduceSum(mul(logSoftmax(logits), -1 / LEVELS), [2]));
      return { loss: mean(reduceSum(nll, [1])), metrics: { entropy } };
    },
  });
}

const ROWS = 500;

/** The data of one chunk: the same number gives the same chunk. */
export function chunkData(chunk: number, steps: number): Record<string, Feed> {
  const stream = new RandomStream(3, 'rows');
  const codes = new Int32Array(ROWS * COLUMNS);
  for (let i = 0; i < ROWS; i++) {
    const kind = stream.below(LEVELS);
    for (let j = 0; j < COLUMNS; j++)
      codes[i * COLUMNS + j] = stream.uniform() < 0.2 ? stream.below(LEVELS) : (kind * (j + 1)) % LEVELS;
  }
  const draws = new RandomStream(3, 'chunk', chunk);
  const order = Int32Array.from({ length: steps * BATCH }, () => draws.below(ROWS));
  const mask = draws.fillUniform(new Float32Array(steps * BATCH * COLUMNS)).map((u) => (u < 0.5 ? 1 : 0));
  return { codes, order, mask };
}

export async function startedSession(program: TrainingProgram, options: RuntimeOptions = {}): Promise<TrainingSession> {
  const session = await TrainingSession.create(program, options);
  session.setParameters(initialise(parameters, new RandomStream(11, 'initial-weights')));
  return session;
}
