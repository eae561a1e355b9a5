import { RandomStream } from '@headwater/random';
import {
  adam,
  cosineRate,
  sgd,
  Trainer,
  withWarmup,
  type Trained,
  type TrainerOptions,
  type TrainingLoopOptions,
} from '../src';
import { distance, memoryStore, regressionData, regressionProgram, trainerOptions } from './support/regression';

const KILLS = 10;

const RUNS: Record<string, { loop: Partial<TrainingLoopOptions>; trainer?: Partial<TrainerOptions> }> = {
  'SGD with momentum': { loop: { optimiser: sgd({ momentum: 0.9, nesterov: true }) } },
  Adam: { loop: { optimiser: adam() } },
  'AdamW with averages': { loop: { optimiser: adam({ weightDecay: 0.1 }), averageDecay: 0.95 } },
  'Adam with clipping': { loop: { optimiser: adam(), clipNorm: 0.1 } },
  'SGD with a plateau and averages': {
    loop: { optimiser: sgd(), averageDecay: 0.8 },
    trainer: { plateau: { patience: 1, factor: 0.7, cooldown: 1 }, learningRate: () => 0.1 },
  },
  'Adam with groups, a schedule, a plateau and restore points': {
    loop: {
      optimiser: adam({ weightDecay: 0.1 }),
      clipNorm: 1,
      averageDecay: 0.9,
      groups: [{ name: 'output', parameters: ['w2'], optimiser: sgd({ momentum: 0.5 }), rateFactor: 0.3 }],
    },
    trainer: {
      learningRate: withWarmup(10, cosineRate(0.05, 110)),
      plateau: { patience: 2 },
      retry: { times: 2 },
      patience: 12,
    },
  },
};

/** Everything but the seconds. */
const lasting = ({ weights, record, stoppedBecause }: Trained): unknown => ({
  weights: [...weights].map(([name, values]) => [name, Buffer.from(values.buffer).toString('hex')]),
  record: { ...record, seconds: 0, points: record.points.map((point) => ({ ...point, seconds: 0 })) },
  stoppedBecause,
});

describe.each(Object.keys(RUNS))('%s', (name) => {
  const { loop, trainer = {} } = RUNS[name] as (typeof RUNS)[string];
  const program = regressionProgram(loop);
  const options = (change: Partial<TrainerOptions>): TrainerOptions =>
    trainerOptions(program, { validation: { every: 7, score: distance }, ...trainer, ...change });

  it(`killed ${KILLS} times at random steps ends with the bytes of a run that was left alone`, async () => {
    const whole = await (await Trainer.start(options({}))).finish();
    const store = memoryStore();
    const draws = new RandomStream(13, name);
    const marks = Array.from({ length: KILLS }, () => draws.below(whole.record.step)).sort((a, b) => a - b);
    let kills = 0;
    let trained: Trained | undefined;
    while (trained === undefined) {
      const mark = marks[kills] ?? Infinity;
      const attempt = await Trainer.start(
        options({
          // Chunks of other lengths every time, and a store that loses a third of what it is given.
          chunkSeconds: draws.uniform() * 0.002,
          checkpointSeconds: 0,
          checkpoints: {
            load: () => store.load(),
            save: (bytes, label) => (draws.uniform() < 1 / 3 ? Promise.resolve() : store.save(bytes, label)),
          },
          data: (first, steps) => {
            if (first + steps > mark) throw new Error('killed');
            return regressionData(first, steps);
          },
        }),
      );
      trained = await attempt.finish().catch((error: Error) => {
        expect(error.message).toBe('killed');
        kills++;
        return undefined;
      });
    }
    expect(kills).toBe(KILLS);
    expect(lasting(trained)).toEqual(lasting(whole));
  });
});

it('trains no step before a checkpoint is written, however many turns of the event loop that takes', async () => {
  const written: string[] = [];
  let under = 0;
  const trainer = await Trainer.start(
    trainerOptions(regressionProgram(), {
      chunkSeconds: 0,
      checkpointSeconds: 0,
      checkpoints: {
        load: () => Promise.resolve(null),
        save: async (_, label) => {
          under++;
          for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
          under--;
          written.push(label);
        },
      },
      data: (first, steps) => {
        expect(under).toBe(0);
        return regressionData(first, steps);
      },
    }),
  );
  const { record } = await trainer.finish();
  expect(written.at(-1)).toBe(`step ${record.step}`);
});
