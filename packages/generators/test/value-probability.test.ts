import { numericEncoder, fitNumeric, type NumericCode } from '../src/codec/numeric';
import { valueLogProbability } from '../src/codec/value-probability';
import { RandomStream } from '@headwater/random';
import { numeric, schema } from './made-tables';

const options = { bins: 100, minimumHolders: 5, numberLevels: 30, categoryLevels: 100 };

/** Whole numbers that crowd around 200. */
function wholes(rows: number, seed: number): number[] {
  const stream = new RandomStream(seed, 'test/wholes');
  return Array.from({ length: rows }, () => Math.round(200 + 60 * stream.normal()));
}

function fitted(values: number[], bins: number, type: 'integer' | 'decimal' = 'integer'): NumericCode {
  return fitNumeric(numeric(schema('x', type), values), { ...options, bins } as Parameters<typeof fitNumeric>[1]);
}

/** Mean log-probability of values under codes as frequent as in the rows that were fitted, half a row added to each. */
function meanLog(code: NumericCode, rows: number[], asked: number[]): number {
  const encode = numericEncoder(code);
  const counts = new Float64Array(code.atoms.length + code.bins.length);
  for (const value of rows) counts[encode(value) as number]!++;
  const probability = valueLogProbability(code);
  const logs = asked.map((value) => {
    const at = encode(value) as number;
    return Math.log(((counts[at] as number) + 0.5) / (rows.length + counts.length / 2)) + probability(at, value);
  });
  return logs.reduce((a, b) => a + b, 0) / logs.length;
}

it('is that of a distribution: over the values of a bin, atoms aside, probabilities sum to about 1', () => {
  const rows = wholes(2000, 1);
  const code = fitted(rows, 12);
  const encode = numericEncoder(code);
  const probability = valueLogProbability(code);
  const sums = new Float64Array(code.bins.length);
  const [low, high] = code.range as [number, number];
  for (let value = Math.floor(low); value <= Math.ceil(high); value++) {
    const at = (encode(value) as number) - code.atoms.length;
    if (at >= 0) sums[at]! += Math.exp(probability(at + code.atoms.length, value));
  }
  // Values at a border are drawn on its own side alone, which the pieces do not say.
  for (const sum of sums) expect(Math.abs(sum - 1)).toBeLessThan(0.2);
});

it('makes codes of different bins comparable: finer ones of the same rows say the same of new rows', () => {
  const [rows, asked] = [wholes(4000, 1), wholes(4000, 2)];
  const logs = [8, 15, 30, 60].map((bins) => meanLog(fitted(rows, bins), rows, asked));
  // Entropy of a rounded normal distribution: log(60 sqrt(2 pi e)) = 5.51 nats.
  for (const log of logs) expect(log).toBeCloseTo(-5.51, 0);
  expect(Math.max(...logs) - Math.min(...logs)).toBeLessThan(0.06);
});

it('is a density where there is no grid', () => {
  const stream = new RandomStream(3, 'test/decimals');
  const draw = (): number[] => Array.from({ length: 3000 }, () => stream.normal() / 7);
  const [rows, asked] = [draw(), draw()];
  const logs = [10, 40].map((bins) => meanLog(fitted(rows, bins, 'decimal'), rows, asked));
  // Differential entropy of a normal distribution of deviation 1/7 is -0.527 nats.
  for (const log of logs) expect(Math.abs(log - 0.527)).toBeLessThan(0.15);
});

it('says nothing of codes that stand for one value, and little for what a bin cannot make', () => {
  const code = fitted(wholes(1000, 4), 12);
  const probability = valueLogProbability(code);
  expect(probability(-1, 3)).toBe(0);
  expect(probability(code.atoms.length + code.bins.length, NaN)).toBe(0);
  const last = code.atoms.length + code.bins.length - 1;
  const far = [500, 1000, 5000].map((value) => probability(last, value));
  expect(far[0]).toBeLessThan(-5);
  expect([...far].sort((a, b) => b - a)).toEqual(far);
  expect(far.every(Number.isFinite)).toBe(true);
});
