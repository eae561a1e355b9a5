import { cosineRate, Trainer, type Trained, type TrainerOptions, type TrainingProgress } from '../src';
import { distance, memoryStore, regressionData, regressionProgram, trainerOptions } from './support/regression';

const program = regressionProgram({ averageDecay: 0.9 });

async function train(change: Partial<TrainerOptions> = {}): Promise<Trained> {
  return (await Trainer.start(trainerOptions(program, change))).finish();
}

/** What must not depend on the clock. */
const lasting = ({ weights, record, stoppedBecause }: Trained): unknown => ({
  weights,
  stoppedBecause,
  record: { ...record, seconds: 0, points: record.points.map((point) => ({ ...point, seconds: 0 })) },
});

describe('a trainer', () => {
  it('makes all its steps, with the schedule, and gives averaged weights where nothing validates them', async () => {
    const trained = await train({ learningRate: cosineRate(0.02, 120) });
    expect(trained.stoppedBecause).toBe('steps');
    expect(trained.record).toMatchObject({ step: 120, points: [], events: [], best: null });
    const same = await train({ learningRate: cosineRate(0.02, 120), chunkSeconds: 0 });
    expect(same.weights).toEqual(trained.weights);
    expect((await train({ learningRate: cosineRate(0.01, 120) })).weights).not.toEqual(trained.weights);
  });

  it('validates averaged weights at fixed steps and after the last one, and keeps the best', async () => {
    const seen: { step: number; weights: ReadonlyMap<string, Float32Array> }[] = [];
    const scores = [5, 4, 4.5, 4, 4.2];
    const trained = await train({
      steps: 110,
      validation: { every: 25, score: (weights, step) => scores[seen.push({ step, weights }) - 1] as number },
    });
    expect(seen.map(({ step }) => step)).toEqual([25, 50, 75, 100, 110]);
    expect(trained.record.best).toEqual({ step: 50, score: 4 });
    expect(trained.weights).toEqual(seen[1]?.weights);
    expect(trained.record.points.map(({ validation }) => validation)).toEqual(scores);
    expect(trained.record.points.every(({ loss, metrics }) => loss > 0 && metrics['bias'] !== null)).toBe(true);
  });

  it('reports the mean loss and metrics between validations, whatever the chunks were', async () => {
    const validation = { every: 30, score: distance };
    const [long, short] = [await train({ validation }), await train({ validation, chunkSeconds: 0 })];
    expect(lasting(short)).toEqual(lasting(long));
    const alone = await Promise.all(
      long.record.points.map(({ step }) => train({ steps: step, validation: { every: step, score: () => 1 } })),
    );
    // The mean over the steps to each validation, from the means between validations.
    long.record.points.reduce((sum, { loss, step }, i) => {
      expect(alone[i]?.record.points[0]?.loss).toBeCloseTo((sum + 30 * loss) / step, 10);
      return sum + 30 * loss;
    }, 0);
  });

  it('stops after `patience` validations without a new best', async () => {
    const trained = await train({
      patience: 3,
      validation: { every: 10, score: (_, step) => (step < 35 ? -step : 0) },
    });
    expect(trained.stoppedBecause).toBe('patience');
    expect(trained.record).toMatchObject({ step: 60, best: { step: 30, score: -30 } });
  });

  it('stops when its time is over, with a validation of where it came to', async () => {
    const trained = await train({ steps: 1e6, maxSeconds: 0.05, validation: { every: 1e6, score: () => 1 } });
    expect(trained.stoppedBecause).toBe('time');
    expect(trained.record.points).toHaveLength(1);
    expect(trained.record.step).toBeLessThan(1e6);
  });

  it('lowers the rate on a plateau', async () => {
    const validation = { every: 10, score: (_: unknown, step: number) => (step <= 30 ? 100 - step : 100) };
    const { record } = await train({ validation, plateau: { patience: 2, factor: 0.5, cooldown: 1 } });
    expect(record.events).toEqual([
      { kind: 'plateau', step: 50, factor: 0.5 },
      { kind: 'plateau', step: 80, factor: 0.25 },
      { kind: 'plateau', step: 110, factor: 0.125 },
    ]);
    expect(record.points.map(({ learningRate }) => learningRate)).toEqual(
      [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125].map((factor) => 0.01 * factor),
    );
  });

  it('reports progress that ends at its total', async () => {
    const seen: TrainingProgress[] = [];
    await train({
      report: (progress) => void seen.push(progress),
      chunkSeconds: 0,
      validation: { every: 50, score: distance },
    });
    expect(seen.length).toBeGreaterThan(20);
    expect(seen.at(-1)).toMatchObject({ step: 120, steps: 120, secondsLeft: 0 });
    expect(seen.find(({ step }) => step >= 50)?.validation).toBeGreaterThan(0);
    expect(seen[0]?.validation).toBeNull();
  });

  it('keeps a checkpoint when it is asked to stop', async () => {
    const store = memoryStore();
    let looks = 0;
    const trainer = await Trainer.start(
      trainerOptions(program, { checkpoints: store, stopRequested: () => ++looks === 4, chunkSeconds: 0 }),
    );
    await expect(trainer.finish()).rejects.toMatchObject({
      code: 'RUN_CANCELLED',
      message: expect.stringMatching(/step \d+ of 120/) as string,
    });
    expect(store.saves).toHaveLength(1);
    expect((await train({ checkpoints: store })).weights).toEqual((await train()).weights);
  });

  it('gives the data of a chunk no more memory than was set aside, and asks for each step once', async () => {
    const asked: [number, number][] = [];
    await train({
      bytesPerStep: 4_000_000,
      data: (first, steps) => {
        asked.push([first, steps]);
        return regressionData(first, steps);
      },
    });
    expect(Math.max(...asked.map(([, steps]) => steps))).toBe(4);
    expect(asked.map(([first]) => first)).toEqual(
      asked.map((_, i) => asked.slice(0, i).reduce((sum, [, n]) => sum + n, 0)),
    );
  });

  it('takes data and scores that are promised', async () => {
    const trained = await train({
      data: (first, steps) => Promise.resolve(regressionData(first, steps)),
      validation: { every: 60, score: (weights) => Promise.resolve(distance(weights)) },
    });
    expect(lasting(trained)).toEqual(lasting(await train({ validation: { every: 60, score: distance } })));
  });

  it('refuses options out of range, by name', async () => {
    const validation = { every: 10, score: distance };
    const bad: [Partial<TrainerOptions>, string][] = [
      [{ steps: 0.5 }, 'steps'],
      [{ validation: { every: 0, score: distance } }, 'validation.every'],
      [{ validation, patience: 0 }, 'patience'],
      [{ patience: 2 }, 'patience'],
      [{ validation, plateau: { patience: 1, factor: 1 } }, 'plateau.factor'],
      [{ plateau: { patience: 1 } }, 'plateau'],
      [{ retry: { times: -1 } }, 'retry.times'],
      [{ retry: { times: 1, factor: 0 } }, 'retry.factor'],
    ];
    for (const [change, where] of bad)
      await expect(Trainer.start(trainerOptions(program, change))).rejects.toMatchObject({ code: 'USAGE', where });
  });
});
