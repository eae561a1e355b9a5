import {
  buildTrainingLoop,
  cast,
  less,
  mul,
  reduceSum,
  sgd,
  sqrt,
  square,
  sub,
  Trainer,
  TrainingSession,
  type Trained,
  type TrainerOptions,
  type TrainingProgram,
  type Value,
} from '../src';
import { decodeCheckpoint } from '../src/train/checkpoint';
import { memoryStore } from './support/regression';

/** ‖w‖² by gradient descent: each step multiplies w by 1 - 2·rate, so it diverges for rates above 1. */
const bowl = buildTrainingLoop({
  parameters: [{ name: 'w', shape: [2] }],
  optimiser: sgd(),
  data: [],
  step: (_, { parameters: p }) => ({ loss: reduceSum(square(p['w'] as Value)) }),
});

const norm = (weights: ReadonlyMap<string, Float32Array>): number => Math.hypot(...(weights.get('w') as Float32Array));

function options(change: Partial<TrainerOptions>, program: TrainingProgram = bowl): TrainerOptions {
  return {
    run: 'bowl',
    program,
    initial: () => new Map([['w', Float32Array.of(1, 0)]]),
    steps: 200,
    learningRate: () => 3,
    data: () => ({}),
    bytesPerStep: 0,
    ...change,
  };
}

const train = async (change: Partial<TrainerOptions>): Promise<Trained> =>
  (await Trainer.start(options(change))).finish();

describe('a learning rate that diverges', () => {
  // |w| = 5^steps; its square exceeds 3.4·10³⁸ once 25^steps does: after 27 steps 5.6·10³⁷, after 28 1.4·10³⁹.
  it.each([0, 0.001, 10])('ends with the step that did it, chunks of %d seconds', async (chunkSeconds) => {
    await expect(train({ chunkSeconds })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
      where: 'step 29',
      message: 'training diverged at step 29: the loss is Infinity',
    });
  });

  it('leaves the last good checkpoint, all of it finite', async () => {
    const checkpoints = memoryStore();
    await expect(train({ checkpoints, checkpointSeconds: 0, chunkSeconds: 0 })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
    });
    const last = Number(checkpoints.saves.at(-1)?.replace('step ', ''));
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(29);
    const { state } = decodeCheckpoint('bowl', bowl, checkpoints.bytes as Uint8Array);
    expect([...state.values()].every((values) => values.every(Number.isFinite))).toBe(true);
    // The same again from there.
    await expect(train({ checkpoints })).rejects.toMatchObject({ where: 'step 29' });
  });

  it('is cured by going back at half the rate, and that is on record', async () => {
    const validation = { every: 20, score: norm };
    const trained = await train({ validation, retry: { times: 2 } });
    expect(trained.record.events).toEqual([
      {
        kind: 'retry',
        step: 29,
        restored: 20,
        factor: 0.5,
        reason: 'training diverged at step 29: the loss is Infinity',
      },
      // From |w| = 5^20 the second attempt doubles w: 25^20 · 4^18 is the first square beyond 3.4·10³⁸.
      {
        kind: 'retry',
        step: 39,
        restored: 20,
        factor: 0.25,
        reason: 'training diverged at step 39: the loss is Infinity',
      },
    ]);
    expect(trained.record).toMatchObject({ step: 200, retries: 2 });
    expect(norm(trained.weights)).toBeLessThan(1e-10);
    expect(trained.record.points.map(({ step, learningRate }) => [step, learningRate])).toEqual(
      Array.from({ length: 10 }, (_, i) => [20 * (i + 1), i === 0 ? 3 : 0.75]),
    );
  });

  it('goes back to a validation that was the best, not to one on the way up', async () => {
    // A rate that rises above 1 at step 30: the validations from step 40 on are worse and worse.
    const learningRate = (step: number): number => (step < 30 ? 0.1 : 1.5);
    const { record } = await train({ learningRate, validation: { every: 10, score: norm }, retry: { times: 1 } });
    expect(record.events).toMatchObject([{ kind: 'retry', restored: 30, factor: 0.5 }]);
    expect(record.events[0]?.step).toBeGreaterThan(60);
    expect(record.points.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => 10 * (i + 1)));
  });

  it('goes back to steps at even distances where nothing is validated', async () => {
    const { record } = await train({ steps: 100, retry: { times: 2 } });
    expect(record.events).toMatchObject([
      { step: 29, restored: 25 },
      { step: expect.any(Number) as number, factor: 0.25 },
    ]);
  });

  it('is given up after the last retry, with the step and the retries', async () => {
    await expect(train({ retry: { times: 1 } })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
      message: expect.stringContaining('1 retries at lower rates did not help') as string,
    });
  });

  it('goes back the same way whatever the chunks are, and when it is killed on the way', async () => {
    const change = { validation: { every: 20, score: norm }, retry: { times: 3, factor: 0.6 } };
    const whole = await train(change);
    const checkpoints = memoryStore();
    let kills = 0;
    let trained: Trained | undefined;
    while (trained === undefined) {
      let calls = 0;
      trained = await train({
        ...change,
        checkpoints,
        checkpointSeconds: 0,
        chunkSeconds: 0,
        data: () => {
          if (++calls > 13) throw new Error('killed');
          return {};
        },
      }).catch((error: Error) => {
        if (error.message !== 'killed') throw error;
        kills++;
        return undefined;
      });
    }
    expect(kills).toBeGreaterThan(10);
    expect(trained.weights).toEqual(whole.weights);
    expect(trained.record.events).toEqual(whole.record.events);
    expect(whole.record.events.length).toBeGreaterThan(1);
  });
});

describe('what is not finite is found', () => {
  /** A loss that hides weights that are not a number: NaN is not less than anything. */
  const hiding = buildTrainingLoop({
    parameters: [{ name: 'w', shape: [1] }],
    optimiser: sgd(),
    data: [],
    step: (g, { parameters: p, updates }) => {
      const loss = cast(less(reduceSum(p['w'] as Value), 1e30), 'float32');
      // The seventh step is the first of a negative number's root.
      return { loss, gradients: { w: mul(sqrt(sub(5.5, updates)), g.constant([1])) } };
    },
  });

  it.each([1, 3, 7, 20])('in weights that the loss does not show, at its step, chunks of %d steps', async (length) => {
    const session = await TrainingSession.create(hiding);
    const chunk = (): Promise<unknown> => session.runChunk({ steps: length, learningRate: 0.1, data: {} });
    const run = async (): Promise<void> => {
      for (;;) await chunk();
    };
    const error = await run().catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'MODEL_DIVERGED', where: 'step 7' });
    expect(session.step).toBe(length * Math.floor(6 / length));
    expect(Number.isFinite(session.parameters().get('w')?.[0])).toBe(true);
    await session.release();
  });

  it('in a validation score', async () => {
    const score = (_: unknown, step: number): number => (step === 4 ? NaN : 1);
    await expect(train({ learningRate: () => 0.1, validation: { every: 2, score } })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
      message: expect.stringContaining('step 4: the validation score is NaN') as string,
    });
  });

  it('and a metric that is not finite is no divergence', async () => {
    const program = buildTrainingLoop({
      parameters: [{ name: 'w', shape: [1] }],
      optimiser: sgd(),
      data: [],
      step: (g, { parameters: p }) => ({
        loss: reduceSum(square(p['w'] as Value)),
        metrics: { wild: g.constant(Infinity), tame: g.constant(2) },
      }),
    });
    const checkpoints = memoryStore();
    const trainer = await Trainer.start(
      options(
        {
          initial: () => new Map([['w', Float32Array.of(1)]]),
          learningRate: () => 0.1,
          steps: 6,
          validation: { every: 3, score: norm },
          checkpoints,
          checkpointSeconds: 0,
        },
        program,
      ),
    );
    const { record } = await trainer.finish();
    expect(record.points.map(({ metrics }) => metrics)).toEqual([
      { wild: null, tame: 2 },
      { wild: null, tame: 2 },
    ]);
  });
});
