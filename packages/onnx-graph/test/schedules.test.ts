import {
  cosineRate,
  constantRate,
  inverseSquareRootRate,
  oneCycleRate,
  stepRate,
  withWarmup,
  type Schedule,
} from '../src';
import { initialPlateau, loweredRate, observeScore, type Plateau } from '../src/train/plateau';
import { reference } from './support/reference';

const recorded = reference<{
  schedules: Record<'cosine' | 'step' | 'oneCycle', number[]>;
  plateaus: {
    options: { factor: number; patience: number; cooldown: number; min_lr: number; threshold: number };
    scores: number[];
    rates: number[];
  }[];
}>('training.json');

describe('schedules', () => {
  it.each<[keyof typeof recorded.schedules, Schedule]>([
    ['cosine', cosineRate(0.1, 20, 0.001)],
    ['step', stepRate(0.1, 6, 0.4)],
    ['oneCycle', oneCycleRate(0.1, 20, { rise: 0.25 })],
  ])('%s follows PyTorch', (name, schedule) => {
    recorded.schedules[name].forEach((rate, step) => expect(schedule(step)).toBeCloseTo(rate, 12));
  });

  it('rise from the first step, and go on where the rise ends', () => {
    const schedule = withWarmup(4, cosineRate(0.2, 10));
    expect([0, 1, 2, 3, 4].map(schedule)).toEqual([0.05, 0.1, 0.15000000000000002, 0.2, 0.2]);
    expect(schedule(14)).toBeCloseTo(0, 12);
    expect(schedule(1000)).toBe(schedule(14));
    expect(withWarmup(2, constantRate(1))(7)).toBe(1);
  });

  it('fall with the root of the step after the peak', () => {
    const schedule = inverseSquareRootRate(0.3, 100);
    expect(schedule(49)).toBeCloseTo(0.15, 12);
    expect(schedule(99)).toBeCloseTo(0.3, 12);
    expect(schedule(399)).toBeCloseTo(0.15, 12);
  });
});

describe('a plateau', () => {
  it.each(recorded.plateaus)('lowers the rate as PyTorch does: $options', ({ options, scores, rates }) => {
    const plateau: Plateau = {
      patience: options.patience + 1,
      factor: options.factor,
      cooldown: options.cooldown,
      minimumRate: options.min_lr,
      threshold: options.threshold,
    };
    let state = initialPlateau();
    const found = scores.map((score) => {
      state = observeScore(plateau, state, score);
      return loweredRate(0.1, state, plateau);
    });
    found.forEach((rate, i) => expect(rate).toBeCloseTo(rates[i] as number, 12));
    expect(new Set(rates).size).toBeGreaterThan(3);
  });

  it('leaves a schedule below the minimum as it is', () => {
    expect(loweredRate(0.01, { ...initialPlateau(), factor: 0.1 }, { patience: 1, minimumRate: 0.05 })).toBe(0.01);
  });
});
