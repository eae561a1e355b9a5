import fc from 'fast-check';
import { civilFromDays, daysFromCivil } from '../src/text/civil-date';
import { decimalsIn, decimalsInFloat32, formatNumber } from '../src/text/format-number';
import { formatTime, timeParser } from '../src/text/time-format';
import { DistinctSample, hashNumber, hashText } from '../src/infer/distinct-sample';

describe('the calendar', () => {
  test('agrees with Date from year 1 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        const date = new Date(days * 86_400_000);
        const civil = civilFromDays(days);
        expect(civil).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(daysFromCivil(civil.year, civil.month, civil.day)).toBe(days);
      }),
    );
  });

  test.each([
    '%Y-%m-%dT%H:%M:%S.%f',
    '%d.%m.%Y %H:%M:%S.%f',
    '%-m/%-d/%Y %-H:%M:%S.%f',
    '%Y-%m-%dT%H:%M:%S.%f%z',
    '%d %B %Y %H:%M:%S.%f',
  ])('writes %s so that it reads back', (format) => {
    fc.assert(
      fc.property(fc.integer({ min: -6e15, max: 8e15 }), fc.constantFrom('+05:30', '-03:00'), (micros, zone) => {
        expect(timeParser(format)(formatTime(micros, format, format.includes('%z') ? zone : ''))?.micros).toBe(micros);
      }),
    );
  });
});

describe('numbers as text', () => {
  test.each([
    [39, 2, '39'],
    [-0, 2, '0'],
    [0.1, 17, '0.1'],
    [1 / 3, 4, '0.3333'],
    [2.5, 0, '3'],
    [-0.001, 2, '0'],
    [1e-7, 8, '0.0000001'],
    [1e21, 2, '1000000000000000000000'],
    [1.10000001, 3, '1.1'],
    [NaN, 2, 'NaN'],
    [-Infinity, 2, '-Infinity'],
  ])('%p with %p decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  test('know their decimals', () => {
    expect([0.25, 39, 1e-7, 1.5e-7, NaN, 1e300].map(decimalsIn)).toEqual([2, 0, 7, 8, 0, 0]);
    expect([0.1, 0.25, 39, 16.7].map((x) => decimalsInFloat32(Math.fround(x)))).toEqual([1, 2, 0, 1]);
  });
});

describe('the distinct sample', () => {
  test('is exact while it is small', () => {
    const sample = new DistinctSample();
    for (let i = 0; i < 50_000; i++) sample.add(hashNumber(i % 10_000));
    expect(sample.exact).toBe(true);
    expect(sample.distinct).toBe(10_000);
    expect(sample.ratio).toBeCloseTo(0.2, 10);
  });

  test('estimates within two per cent beyond that', () => {
    const texts = new DistinctSample();
    for (let i = 0; i < 400_000; i++) texts.add(hashText(`value ${i % 200_000}`));
    expect(texts.exact).toBe(false);
    expect(Math.abs(texts.distinct / 200_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(texts.ratio - 0.5)).toBeLessThan(0.01);
  });
});
