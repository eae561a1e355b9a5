import { createHash } from 'node:crypto';
import { isHeadwaterError } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import {
  TrainingSession,
  buildTrainingLoop,
  initialise,
  log,
  mean,
  reduceSum,
  sgd,
  square,
  sub,
  type Value,
} from '../src';
import { chunkData, maskedProgram, parameters, startedSession } from './support/masked-model';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const program = maskedProgram();

async function trained(threads: number, chunks: number): Promise<TrainingSession> {
  const session = await startedSession(program, { threads });
  for (let i = 0; i < chunks; i++) await session.runChunk({ steps: 20, learningRate: 3e-3, data: chunkData(i, 20) });
  return session;
}

describe('TrainingSession', () => {
  it('learns, and reports a loss and every metric for each step', async () => {
    const session = await startedSession(program);
    const first = await session.runChunk({ steps: 20, learningRate: 3e-3, data: chunkData(0, 20) });
    let last = first;
    for (let i = 1; i < 10; i++)
      last = await session.runChunk({ steps: 20, learningRate: 3e-3, data: chunkData(i, 20) });
    expect(first.losses).toHaveLength(20);
    expect(first.metrics['entropy']).toHaveLength(20);
    expect(first.losses[0]).toBeGreaterThan(4);
    expect(last.losses[19]).toBeLessThan(3.2);
    expect(session.step).toBe(200);
  });

  it('ends with the same bytes at 1, 2 and 3 threads', async () => {
    const states = await Promise.all(
      [1, 2, 3, 1].map(async (threads) => hash((await trained(threads, 3)).exportState())),
    );
    expect(new Set(states).size).toBe(1);
  });

  it('ends with the same bytes when one chunk is cut into two', async () => {
    const whole = await startedSession(program);
    await whole.runChunk({ steps: 12, learningRate: 1e-3, data: chunkData(0, 12) });
    const parts = await startedSession(program);
    const { codes, order, mask } = chunkData(0, 12) as Record<string, Float32Array>;
    await parts.runChunk({
      steps: 5,
      learningRate: 1e-3,
      data: { codes: codes!, order: order!.subarray(0, 5 * 64), mask: mask!.subarray(0, 5 * 64 * 5) },
    });
    await parts.runChunk({
      steps: 7,
      learningRate: 1e-3,
      data: { codes: codes!, order: order!.subarray(5 * 64), mask: mask!.subarray(5 * 64 * 5) },
    });
    expect(hash(parts.exportState())).toBe(hash(whole.exportState()));
  });

  it('resumes bit for bit from an exported state, in another session', async () => {
    const straight = await trained(1, 4);
    const checkpoint = (await trained(2, 2)).exportState({ chunk: 2, position: 40 });
    const resumed = await TrainingSession.create(maskedProgram());
    expect(resumed.importState(checkpoint)).toEqual({ chunk: 2, position: 40 });
    for (let i = 2; i < 4; i++) await resumed.runChunk({ steps: 20, learningRate: 3e-3, data: chunkData(i, 20) });
    expect(hash(resumed.exportState())).toBe(hash(straight.exportState()));
  });

  it('starts from draws that the seed alone decides', () => {
    const draw = (seed: number): string =>
      hash(Buffer.from(initialise(parameters, new RandomStream(seed, 'w')).get('w0')!.buffer));
    expect(draw(1)).toBe(draw(1));
    expect(draw(1)).not.toBe(draw(2));
  });

  it('gives every start its variance', () => {
    const start = initialise(
      [
        { name: 'he', shape: [100, 300] },
        { name: 'xavier', shape: [100, 300], initial: { kind: 'xavier' } },
        { name: 'normal', shape: [30000], initial: { kind: 'normal', deviation: 0.3 } },
        { name: 'uniform', shape: [30000], initial: { kind: 'uniform', bound: 0.6 } },
        { name: 'one', shape: [3], initial: { kind: 'constant', value: 1 } },
        { name: 'zero', shape: [3] },
      ],
      new RandomStream(2, 'w'),
    );
    const variance = (name: string): number =>
      start.get(name)!.reduce((sum, w) => sum + w * w, 0) / start.get(name)!.length;
    expect(variance('he') / (2 / 100)).toBeCloseTo(1, 1);
    expect(variance('xavier') / (2 / 400)).toBeCloseTo(1, 1);
    expect(variance('normal') / 0.09).toBeCloseTo(1, 1);
    expect(variance('uniform') / 0.12).toBeCloseTo(1, 1);
    expect([...start.get('one')!, ...start.get('zero')!]).toEqual([1, 1, 1, 0, 0, 0]);
  });
});

describe('divergence', () => {
  const fragile = buildTrainingLoop({
    parameters: [{ name: 'w', shape: [2, 2] }],
    optimiser: sgd(),
    data: [{ name: 'x', type: 'float32', shape: ['steps', 2] }],
    // The logarithm of a negative number once a step has gone too far.
    step: (_, { parameters: p }) => ({ loss: mean(log(p['w'] as Value)) }),
  });

  it('is reported with its step, and the state of before the chunk is kept', async () => {
    const session = await TrainingSession.create(fragile);
    session.setParameters(new Map([['w', Float32Array.of(1, 1, 1, 1)]]));
    await session.runChunk({ steps: 2, learningRate: 1e-3, data: { x: new Float32Array(4) } });
    const before = hash(session.exportState());
    // Steps 3, 4 and 5 take the weights from 0.9995 to 0.749, 0.416 and -0.185; the sixth loss is the first without a value.
    const error = await session
      .runChunk({ steps: 50, learningRate: 1, data: { x: new Float32Array(100) } })
      .catch((e: unknown) => e);
    expect(isHeadwaterError(error) && [error.code, error.where]).toEqual(['MODEL_DIVERGED', 'step 6']);
    expect(hash(session.exportState())).toBe(before);
    await session.runChunk({ steps: 1, learningRate: 1e-3, data: { x: new Float32Array(2) } });
    expect(session.step).toBe(3);
  });

  it('is found in the weights when the last loss was still finite', async () => {
    const session = await TrainingSession.create(
      buildTrainingLoop({
        parameters: [{ name: 'w', shape: [2] }],
        optimiser: sgd(),
        data: [],
        step: (_, { parameters: p }) => ({ loss: reduceSum(square(sub(p['w'] as Value, 1))) }),
      }),
    );
    session.setParameters(new Map([['w', Float32Array.of(1e15, 1e15)]]));
    await expect(session.runChunk({ steps: 1, learningRate: 3e38, data: {} })).rejects.toMatchObject({
      code: 'MODEL_DIVERGED',
      where: 'step 1',
    });
    expect(session.step).toBe(0);
  });
});

describe('what does not fit is refused', () => {
  it('data, rates and weights', async () => {
    const session = await startedSession(program);
    const data = chunkData(0, 3);
    const run = (change: object): Promise<unknown> =>
      session.runChunk({ steps: 3, learningRate: 1e-3, data, ...change });
    const refused = { code: 'GRAPH_INVALID' };
    await expect(run({ data: { ...data, codes: undefined } })).rejects.toMatchObject({
      ...refused,
      where: 'input codes',
    });
    await expect(run({ data: { ...data, codes: new Float32Array(2500) } })).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('Float32Array'),
    });
    await expect(run({ data: { ...data, mask: new Float32Array(191 * 5) } })).rejects.toMatchObject({
      ...refused,
      where: 'input mask',
    });
    await expect(run({ learningRate: new Float32Array(2) })).rejects.toMatchObject({
      ...refused,
      where: 'input learning_rates',
    });
    await expect(run({ steps: 0 })).rejects.toMatchObject({ ...refused, where: 'steps' });
    expect(() => session.setParameters(new Map([['w9', new Float32Array(1)]]))).toThrow('no such parameter');
    expect(() => session.setParameters(new Map([['b0', new Float32Array(63)]]))).toThrow('63 values for shape [64]');
  });

  it('checkpoints that are cut, changed, newer or of another model', async () => {
    const session = await startedSession(program);
    const good = session.exportState();
    const changed = (at: number, to: number): Uint8Array => good.map((byte, i) => (i === at ? to : byte));
    const bad: Record<string, Uint8Array> = {
      empty: new Uint8Array(),
      cut: good.slice(0, good.length / 2),
      changed: changed(good.length - 100, good[good.length - 100]! ^ 1),
      newer: changed(4, 2),
      other: changed(0, 0),
    };
    for (const bytes of Object.values(bad))
      expect(() => session.importState(bytes)).toThrow(expect.objectContaining({ code: 'MODEL_CHECKPOINT_INVALID' }));
    expect(() => session.importState(bad['newer']!)).toThrow('version 2');
    const other = buildTrainingLoop({
      parameters: [{ name: 'w', shape: [2] }],
      optimiser: sgd(),
      data: [],
      step: (_, c) => ({ loss: mean(c.parameters['w'] as Value) }),
    });
    const foreign = await TrainingSession.create(other);
    expect(() => foreign.importState(good)).toThrow(expect.objectContaining({ code: 'MODEL_CHECKPOINT_INVALID' }));
    expect(session.importState(good)).toBeNull();
  });

  it('losses that are no scalars, and names used twice', () => {
    const loopOf =
      (names: string[], loss: (w: Value) => Value): (() => unknown) =>
      () =>
        buildTrainingLoop({
          parameters: names.map((name) => ({ name, shape: [2] })),
          optimiser: sgd(),
          data: [],
          step: (_, c) => ({ loss: loss(c.parameters[names[0]!] as Value) }),
        });
    expect(loopOf(['w'], square)).toThrow(expect.objectContaining({ code: 'GRAPH_INVALID' }));
    expect(loopOf(['w', 'w'], mean)).toThrow('two parameters have this name');
    expect(loopOf(['step'], mean)).toThrow('kept for the count of steps');
  });
});
