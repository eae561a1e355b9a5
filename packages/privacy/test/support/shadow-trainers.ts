import { RandomStream } from '@headwater/random';
import { takeRows, type Column, type Frame } from '@headwater/tables';
import type { ShadowTrainer } from '../../src/shadow/shadow-models';
import { frameOf } from '../../../quality/test/support/frames';

/** People as good as unique in their numbers; towns and trades are common and rare. */
export function population(rows: number, seed: number): Frame {
  const random = new RandomStream(seed, 'test/shadow/population');
  const rarer = (levels: string, power: number): string =>
    levels[Math.floor(levels.length * random.uniform() ** power)] as string;
  const people = Array.from({ length: rows }, () => ({
    age: 18 + random.below(60),
    income: random.uniform() < 0.05 ? null : Math.round(Math.exp(10 + 0.7 * random.normal())),
    town: rarer('abcdefghijkl', 3),
    trade: rarer('mnopqrst', 2),
    owner: random.below(2) === 1,
  }));
  return frameOf({
    age: { type: 'integer', values: people.map(({ age }) => age) },
    income: { type: 'decimal', values: people.map(({ income }) => income) },
    town: { type: 'category', values: people.map(({ town }) => town) },
    trade: { type: 'category', values: people.map(({ trade }) => trade) },
    owner: { type: 'boolean', values: people.map(({ owner }) => owner) },
  });
}

/** Gives its training rows back, numbers blurred and one cell in ten another row's. */
export function memorising(seed: number): ShadowTrainer {
  return (rows, index) => {
    const random = new RandomStream(seed, 'test/shadow/memorising', index);
    const columns = rows.columns.map((column): Column => {
      const from = Uint32Array.from({ length: rows.rows }, (_, i) =>
        random.uniform() < 0.1 ? random.below(rows.rows) : i,
      );
      const [mixed] = takeRows({ ...rows, columns: [column] }, from).columns as [Column];
      if (mixed.kind === 'categorical') return mixed;
      return { ...mixed, values: mixed.values.map((value) => value * (1 + 0.005 * random.normal())) };
    });
    return Promise.resolve({ ...rows, columns });
  };
}

/** Knows the population and learns nothing: as many other people, whatever rows it is given. */
export function honest(seed: number): ShadowTrainer {
  return (rows, index) => Promise.resolve(population(rows.rows, 1_000_000 + seed * 1000 + index));
}

/**
 * Randomised response: each row of `real` is released with chance e^epsilon / (1 + e^epsilon) if it was given, and 1 less
 * that if it was not. Adding or removing a row changes the chance of any release by a factor of e^epsilon at most, and by
 * just that for some: the mechanism is epsilon-differentially private and no more.
 */
export function randomisedResponse(real: Frame, epsilon: number, seed: number): ShadowTrainer {
  const keys = rowKeys(real);
  return (rows, index) => {
    const random = new RandomStream(seed, 'test/shadow/response', index);
    const given = new Set(rowKeys(rows));
    const truthful = 1 / (1 + Math.exp(-epsilon));
    const released = keys.flatMap((key, row) => {
      const chance = given.has(key) ? truthful : 1 - truthful;
      return random.uniform() < chance ? [row] : [];
    });
    return Promise.resolve(takeRows(real, released));
  };
}

export function rowKeys(frame: Frame): string[] {
  return Array.from({ length: frame.rows }, (_, i) =>
    frame.columns
      .map((c) => (c.kind === 'numeric' ? (c.valid?.[i] === 0 ? '' : c.values[i]) : c.levels[c.codes[i] as number]))
      .join('|'),
  );
}
