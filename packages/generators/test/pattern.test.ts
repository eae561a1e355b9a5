import * as fc from 'fast-check';
import { RandomStream } from '@headwater/random';
import { fitPattern } from '../src/codec/pattern';
import { patternMaker } from '../src/codec/pattern-maker';

const make = (values: readonly string[], n: number, shard = 0): string[] => {
  const maker = patternMaker(fitPattern(values), { seed: 9, column: 'ids', shard });
  return Array.from({ length: n }, maker);
};

describe('identifiers', () => {
  it('keeps fixed letters and digit places, and never repeats a training value or itself', () => {
    const random = new RandomStream(1, 'codes');
    const values = [
      ...new Set(Array.from({ length: 3000 }, () => `CU-${String(random.below(1e6)).padStart(6, '0')}-X`)),
    ];
    const made = make(values, 3000);
    for (const text of made) expect(text).toMatch(/^CU-\d{6}-X$/);
    expect(made.filter((text) => values.includes(text))).toEqual([]);
    expect(new Set(made).size).toBe(made.length);
  });

  it('never makes a training value, whatever the texts (property)', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 4, maxLength: 12 }), { minLength: 20, maxLength: 80 }),
        (values) => {
          const taken = new Set(values);
          expect(make(values, 40).filter((text) => taken.has(text))).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('counts on from a round number above serial numbers, each shard in its own ranges', () => {
    const values = Array.from({ length: 500 }, (_, i) => String(i + 1));
    expect(make(values, 2)).toEqual(['10000', '10001']);
    expect(make(values, 1, 3)).toEqual([String(10_000 + 4 * 16_384)]);
  });

  it('keeps the prefix and the width of serial numbers', () => {
    const values = Array.from({ length: 40 }, (_, i) => `A-${String(i + 10).padStart(5, '0')}`);
    expect(make(values, 2)).toEqual(['A-00100', 'A-00101']);
  });

  it('grows longer where every text of the form is taken', () => {
    const values = Array.from({ length: 26 }, (_, i) => String.fromCharCode(97 + i));
    const made = make(values, 30);
    expect(made.filter((text) => values.includes(text))).toEqual([]);
    expect(new Set(made).size).toBe(30);
  });

  it('keeps the form of e-mail addresses without their letters', () => {
    const random = new RandomStream(2, 'mail');
    const word = () => Array.from({ length: 3 + random.below(6) }, () => 'abcdefghij'[random.below(10)]).join('');
    const values = [...new Set(Array.from({ length: 400 }, () => `${word()}.${word()}@${word()}.org`))];
    for (const text of make(values, 200)) expect(text).toMatch(/^[a-z]{3,8}\.[a-z]{3,8}@[a-z]{3,8}\.org$/);
  });

  it('keeps hexadecimal places', () => {
    const random = new RandomStream(3, 'hex');
    const values = Array.from({ length: 200 }, () =>
      Array.from({ length: 8 }, () => random.below(16).toString(16)).join(''),
    );
    for (const text of make(values, 100)) expect(text).toMatch(/^[0-9a-f]{8}$/);
  });

  it('turns free text into words that say nothing', () => {
    const random = new RandomStream(4, 'text');
    const values = Array.from(
      { length: 100 },
      (_, i) =>
        `Seen ${i} times; ${'very '.repeat(random.below(5))}unhappy (case ${random.below(1000)})!${'?'.repeat(i % 7)}`,
    );
    const made = make(values, 50);
    expect(made.filter((text) => values.includes(text))).toEqual([]);
  });
});
