import {
  TrainingSession,
  adam,
  buildTrainingLoop,
  gemm,
  mean,
  sgd,
  square,
  sub,
  type Optimiser,
  type ParameterGroup,
  type ParameterSpec,
  type Value,
} from '../src';
import { reference } from './support/reference';

const recorded = reference<{
  x: number[];
  y: number[];
  start: Record<string, number[]>;
  rates: number[];
  averageDecay: number;
  runs: Record<string, { losses: number[]; final: Record<string, number[]>; averaged: Record<string, number[]> }>;
}>('optimisers.json');

interface Updates {
  optimiser: Optimiser;
  clipNorm?: number;
  parameters?: ParameterSpec[];
  groups?: ParameterGroup[];
}

const OPTIMISERS: Record<string, Updates> = {
  adam: { optimiser: adam() },
  adamOtherBetas: { optimiser: adam({ beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }) },
  adamw: { optimiser: adam({ weightDecay: 0.1 }) },
  sgd: { optimiser: sgd() },
  momentum: { optimiser: sgd({ momentum: 0.9 }) },
  nesterov: { optimiser: sgd({ momentum: 0.9, nesterov: true }) },
  adamwShares: {
    optimiser: adam({ weightDecay: 0.1 }),
    parameters: [
      { name: 'w', shape: [3, 2] },
      { name: 'b', shape: [2], decay: 0.5 },
    ],
  },
  groups: {
    optimiser: adam(),
    groups: [{ name: 'bias', parameters: ['b'], optimiser: sgd({ momentum: 0.9 }), rateFactor: 0.1, clipNorm: 0.2 }],
  },
  clipped: { optimiser: sgd(), clipNorm: 0.5 },
};

const parameters: ParameterSpec[] = [
  { name: 'w', shape: [3, 2] },
  { name: 'b', shape: [2] },
];

it('has an optimiser for every recorded run', () => {
  expect(Object.keys(OPTIMISERS)).toEqual(Object.keys(recorded.runs));
});

describe.each(Object.keys(OPTIMISERS))('%s', (name) => {
  it('follows PyTorch over 20 steps with a schedule, weights and averaged weights', async () => {
    const program = buildTrainingLoop({
      parameters,
      ...OPTIMISERS[name]!,
      averageDecay: recorded.averageDecay,
      data: [
        { name: 'x', type: 'float32', shape: [8, 3] },
        { name: 'y', type: 'float32', shape: [8, 2] },
      ],
      step: (_, { parameters: p, data }) => ({
        loss: mean(square(sub(gemm(data['x'] as Value, p['w'] as Value, p['b']), data['y'] as Value))),
      }),
    });
    const session = await TrainingSession.create(program);
    session.setParameters(
      new Map(Object.entries(recorded.start).map(([key, values]) => [key, Float32Array.from(values)])),
    );
    const data = { x: Float32Array.from(recorded.x), y: Float32Array.from(recorded.y) };
    const losses: number[] = [];
    // Two chunks: the schedule and the bias corrections must go on where they were.
    for (const [from, to] of [
      [0, 7],
      [7, 20],
    ] as const) {
      const learningRate = Float32Array.from(recorded.rates.slice(from, to));
      losses.push(...(await session.runChunk({ steps: to - from, learningRate, data })).losses);
    }
    const expected = recorded.runs[name]!;
    const close = (actual: ArrayLike<number>, values: readonly number[]): void => {
      expect(actual.length).toBe(values.length);
      values.forEach((value, i) => expect(Math.abs(actual[i]! - value) / (1 + Math.abs(value))).toBeLessThan(2e-6));
    };
    close(losses, expected.losses);
    for (const key of ['w', 'b']) {
      close(session.parameters().get(key)!, expected.final[key]!);
      close(session.averagedParameters().get(key)!, expected.averaged[key]!);
    }
    await session.release();
  });
});
