import { RandomStream } from '@headwater/random';
import {
  Trainer,
  TrainingSession,
  adam,
  add,
  buildTrainingLoop,
  dynamicSlice,
  gather,
  gemm,
  initialise,
  matmul,
  mean,
  mul,
  neg,
  sgd,
  square,
  stopGradient,
  sub,
  tanh,
  type ParameterGroup,
  type ParameterSpec,
  type Phase,
  type StepContext,
  type TrainingLoopOptions,
  type TrainingProgram,
  type Value,
} from '../src';
import { reference } from './support/reference';

interface Adversarial {
  steps: number;
  repeat: number;
  rows: number;
  rate: number;
  averageDecay: number;
  real: number[];
  noise: number[];
  start: Record<string, number[]>;
  losses: Record<'critic' | 'generator', number[]>;
  final: Record<string, number[]>;
  averaged: Record<string, number[]>;
}
const { adversarial: recorded } = reference<{ adversarial: Adversarial }>('training.json');
const { rows, repeat, steps } = recorded;

const parameters: ParameterSpec[] = [
  { name: 'g', shape: [2, 2] },
  { name: 'c1', shape: [2, 4] },
  { name: 'c0', shape: [4] },
  { name: 'c2', shape: [4, 1] },
];
const groups: ParameterGroup[] = [
  { name: 'generator', parameters: ['g'], optimiser: sgd({ momentum: 0.5 }), rateFactor: 0.5 },
  { name: 'critic', parameters: ['c1', 'c0', 'c2'], clipNorm: 0.7 },
];

const critic = (x: Value, p: StepContext['parameters']): Value =>
  matmul(tanh(gemm(x, p['c1'] as Value, p['c0'])), p['c2'] as Value);

/** Batch `part` of `parts` in this step. */
const batchOf = ({ data, iteration }: StepContext, name: string, part: number, parts: number): Value =>
  dynamicSlice(data[name] as Value, add(mul(iteration, parts * rows), part * rows), rows);

const phases: Phase[] = [
  {
    name: 'critic',
    groups: ['critic'],
    repeat,
    step: (_, context) => {
      const p = context.parameters;
      const fake = stopGradient(matmul(batchOf(context, 'noise', context.repetition, repeat + 1), p['g'] as Value));
      const real = critic(batchOf(context, 'real', context.repetition, repeat), p);
      const distance = sub(mean(critic(fake, p)), mean(real));
      return { losses: { distance, size: mean(square(real)) }, weights: { size: 0.1 } };
    },
  },
  {
    name: 'generator',
    groups: ['generator'],
    step: (_, context) => {
      const fake = matmul(batchOf(context, 'noise', repeat, repeat + 1), context.parameters['g'] as Value);
      return { loss: neg(mean(critic(fake, context.parameters))) };
    },
  },
];

const options: TrainingLoopOptions = {
  parameters,
  groups,
  optimiser: adam({ beta1: 0.5, beta2: 0.9 }),
  averageDecay: recorded.averageDecay,
  data: [
    { name: 'real', type: 'float32', shape: ['real', 2] },
    { name: 'noise', type: 'float32', shape: ['noise', 2] },
  ],
  phases,
};

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) =>
    expect(Math.abs((actual[i] as number) - value) / (1 + Math.abs(value))).toBeLessThan(3e-6),
  );
}

describe('phases', () => {
  it('train a critic and a generator in turns as PyTorch does, in one loop', async () => {
    const session = await TrainingSession.create(buildTrainingLoop(options));
    session.setParameters(
      new Map(Object.entries(recorded.start).map(([name, values]) => [name, Float32Array.from(values)])),
    );
    const [real, noise] = [Float32Array.from(recorded.real), Float32Array.from(recorded.noise)];
    const losses: Record<string, number[]> = { critic: [], generator: [] };
    const sums: number[] = [];
    for (const [from, to] of [
      [0, 5],
      [5, steps],
    ] as const) {
      const part = (values: Float32Array, batches: number): Float32Array =>
        values.subarray(from * batches * rows * 2, to * batches * rows * 2);
      const chunk = await session.runChunk({
        steps: to - from,
        learningRate: recorded.rate,
        data: { real: part(real, repeat), noise: part(noise, repeat + 1) },
      });
      for (const name of ['critic', 'generator']) losses[name]?.push(...(chunk.metrics[`${name}/loss`] ?? []));
      sums.push(...chunk.losses);
    }
    expectClose(losses['critic'] as number[], recorded.losses.critic);
    expectClose(losses['generator'] as number[], recorded.losses.generator);
    expectClose(
      sums,
      recorded.losses.critic.map((loss, i) => loss + (recorded.losses.generator[i] as number)),
    );
    for (const { name } of parameters) {
      expectClose(session.parameters().get(name) as Float32Array, recorded.final[name] as number[]);
      expectClose(session.averagedParameters().get(name) as Float32Array, recorded.averaged[name] as number[]);
    }
    await session.release();
  });

  it('report each loss apart, and what a loss is weighted with only in the sum', async () => {
    const program = buildTrainingLoop(options);
    expect(program.metrics).toEqual(['critic/loss', 'critic/distance', 'critic/size', 'generator/loss']);
    const session = await TrainingSession.create(program);
    session.setParameters(
      new Map(Object.entries(recorded.start).map(([name, values]) => [name, Float32Array.from(values)])),
    );
    const data = { real: Float32Array.from(recorded.real), noise: Float32Array.from(recorded.noise) };
    const { metrics } = await session.runChunk({ steps: 3, learningRate: 0.1, data });
    metrics['critic/loss']?.forEach((loss, i) =>
      expect(loss).toBeCloseTo(metrics['critic/distance']![i]! + 0.1 * metrics['critic/size']![i]!, 5),
    );
    await session.release();
  });

  it('that update the same group count its updates on, whichever phase makes them', async () => {
    const twice = buildTrainingLoop({
      parameters: [{ name: 'w', shape: [3] }],
      optimiser: adam(),
      groups: [{ name: 'all', parameters: ['w'] }],
      data: [],
      phases: ['a', 'b'].map((name) => ({
        name,
        groups: ['all'],
        step: (_, { parameters: p }) => ({ loss: mean(square(sub(p['w'] as Value, 1))) }),
      })),
    });
    const once = buildTrainingLoop({
      parameters: [{ name: 'w', shape: [3] }],
      optimiser: adam(),
      data: [],
      step: (_, { parameters: p }) => ({ loss: mean(square(sub(p['w'] as Value, 1))) }),
    });
    const weights: Float32Array[] = [];
    for (const [program, count] of [
      [twice, 5],
      [once, 10],
    ] as const) {
      const session = await TrainingSession.create(program);
      await session.runChunk({ steps: count, learningRate: 0.1, data: {} });
      weights.push(session.parameters().get('w') as Float32Array);
    }
    expect(weights[0]).toEqual(weights[1]);
  });
});

describe('objectives of groups', () => {
  it('are differentiated apart, at the same weights', async () => {
    const program = buildTrainingLoop({
      parameters: [
        { name: 'x', shape: [] },
        { name: 'y', shape: [] },
      ],
      optimiser: sgd(),
      groups: [{ name: 'maximiser', parameters: ['y'] }],
      data: [],
      step: (_, { parameters: p }) => {
        const game = mul(p['x'] as Value, p['y'] as Value);
        return { loss: game, objectives: { maximiser: { losses: { game: neg(game) }, weights: { game: 2 } } } };
      },
    });
    expect(program.metrics).toEqual(['maximiser/loss', 'maximiser/game']);
    const session = await TrainingSession.create(program);
    session.setParameters(
      new Map([
        ['x', Float32Array.of(1)],
        ['y', Float32Array.of(0.5)],
      ]),
    );
    let [x, y] = [1, 0.5];
    for (let i = 0; i < 10; i++) [x, y] = [x - 0.1 * y, y + 0.1 * 2 * x];
    await session.runChunk({ steps: 10, learningRate: 0.1, data: {} });
    expect(session.parameters().get('x')?.[0]).toBeCloseTo(x, 5);
    expect(session.parameters().get('y')?.[0]).toBeCloseTo(y, 5);
  });
});

describe('buffers', () => {
  const build = (step: TrainingLoopOptions['step']): TrainingProgram =>
    buildTrainingLoop({
      parameters: [{ name: 'w', shape: [1] }],
      buffers: [{ name: 'running', shape: [2], initial: { kind: 'constant', value: 1 } }],
      optimiser: sgd(),
      averageDecay: 0.5,
      data: [{ name: 'x', type: 'float32', shape: ['steps', 2] }],
      ...(step === undefined ? {} : { step }),
    });
  const program = build((_, { parameters: p, buffers: { running }, data, iteration }) => {
    const row = gather(data['x'] as Value, iteration);
    return {
      loss: mean(mul(p['w'] as Value, running as Value)),
      buffers: { running: add(mul(running as Value, 0.75), mul(row, 0.25)) },
    };
  });

  it('are carried from step to step, kept with the weights, and not averaged', async () => {
    const x = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i));
    const trainer = await Trainer.start({
      run: 'buffers',
      program,
      initial: () => initialise([...program.parameters, ...program.buffers], new RandomStream(1, 'start')),
      steps: 6,
      learningRate: () => 0.1,
      data: (first, steps) => ({ x: x.slice(2 * first, 2 * (first + steps)) }),
      bytesPerStep: 8,
      validation: { every: 2, score: (weights, step) => (weights.has('running') ? -step : NaN) },
      checkpoints: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
      checkpointSeconds: 0,
    });
    const { weights } = await trainer.finish();
    const running = [1, 1];
    for (let s = 0; s < 6; s++) running.forEach((v, j) => (running[j] = 0.75 * v + 0.25 * x[2 * s + j]!));
    expectClose(weights.get('running') as Float32Array, running);
  });

  it('of another shape or name are refused', () => {
    const refusal = (buffers: (context: StepContext) => Record<string, Value>): (() => unknown) => {
      return () => build((_, context) => ({ loss: mean(context.parameters['w'] as Value), buffers: buffers(context) }));
    };
    expect(refusal(({ parameters: { w } }) => ({ running: w as Value }))).toThrow(
      'it became float32 [1], and is float32 [2]',
    );
    expect(refusal(({ parameters: { w } }) => ({ nobody: w as Value }))).toThrow('there is none of this name');
  });
});

describe('groups and phases that do not fit are refused', () => {
  const refusals: [string, Partial<TrainingLoopOptions>, string][] = [
    ['an unknown parameter', { groups: [{ name: 'a', parameters: ['nobody'] }] }, 'no parameter nobody'],
    ['a parameter in two groups', { groups: [...groups, { name: 'a', parameters: ['g'] }] }, 'in group generator'],
    ['a group twice', { groups: [...groups, groups[0]!] }, 'two groups have this name'],
    ['a rate factor of 0', { groups: [{ name: 'a', parameters: ['g'], rateFactor: 0 }] }, '0 is not positive'],
    ['an unknown group', { phases: [{ ...phases[0]!, groups: ['nobody'] }] }, 'no parameter group nobody'],
    ['a parameter without an update', { phases: [phases[0]!] }, 'updated in no phase'],
    ['a repeat of half', { phases: [{ ...phases[0]!, repeat: 0.5 }] }, 'repeat is 0.5'],
    ['a step and phases', { step: phases[0]!.step }, 'either a step or phases'],
    [
      'a weight without a loss',
      { phases: [phases[0]!, { ...phases[1]!, step: (g) => ({ loss: g.constant(1), weights: { no: 1 } }) }] },
      'no loss of this name',
    ],
    [
      'an objective of another phase',
      {
        phases: [
          phases[0]!,
          { ...phases[1]!, step: (g) => ({ loss: g.constant(1), objectives: { critic: { loss: g.constant(1) } } }) },
        ],
      },
      'updates no group',
    ],
    ['no loss at all', { phases: [phases[0]!, { ...phases[1]!, step: () => ({}) }] }, 'no loss to update g by'],
  ];
  it.each(refusals)('%s', (_, change, message) => {
    expect(() => buildTrainingLoop({ ...options, ...change })).toThrow(
      expect.objectContaining({ code: 'GRAPH_INVALID', message: expect.stringContaining(message) as string }),
    );
  });
});
