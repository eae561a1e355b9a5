import { RandomStream } from '@headwater/random';
import type { ColumnSchema, LogicalType } from '@headwater/contracts';
import { profileFrame, TableProfiler, type Column, type ColumnProfile, type Frame } from '../src';
import { FrequentLevels } from '../src/profile/frequent-levels';
import { profileNumbers } from '../src/profile/number-profile';
import { RunningMoments } from '../src/profile/running-moments';

const ROWS = 1_200_000;
const schemaOf = (name: string, type: LogicalType): ColumnSchema => ({
  name,
  type,
  physical: type === 'decimal' ? 'float64' : 'utf8',
  role: 'feature',
  nullable: true,
  written: {},
});

function profileOf(column: ColumnSchema, rows: number, parts: Column[], seed = 1): ColumnProfile {
  const schema = { version: 1 as const, columns: [column] };
  const profiler = new TableProfiler(schema, rows, seed);
  for (const part of parts) {
    const count = part.kind === 'numeric' ? part.values.length : part.codes.length;
    profiler.add({ schema, rows: count, columns: [part] });
  }
  return profiler.finish().columns[0]!;
}

describe('the profile of a long table', () => {
  test('of numbers is exact but for distinct values, quantiles and histogram', () => {
    const schema = schemaOf('x', 'decimal');
    const values = new Float64Array(ROWS);
    const valid = new Uint8Array(ROWS);
    for (let i = 0; i < ROWS; i++) {
      // Uniform over 1e9 … 1e9 + 1 by Weyl's sequence.
      values[i] = i % 100_000 === 0 ? NaN : 1e9 + ((i * 0.6180339887498949) % 1);
      valid[i] = i % 4 === 1 ? 0 : 1;
    }
    values[6] = Infinity;
    const parts: Column[] = [];
    for (let start = 0; start < ROWS; start += 50_000) {
      const range = [start, start + 50_000] as const;
      parts.push({ kind: 'numeric', schema, values: values.subarray(...range), valid: valid.subarray(...range) });
    }
    const exact = profileNumbers(values.filter((_, i) => valid[i] === 1));
    const found = profileOf(schema, ROWS, parts);
    if (found.kind !== 'numeric') throw new Error('not numeric');
    expect(found).toMatchObject({ count: ROWS, missing: 300_000, nan: exact.nan, infinite: exact.infinite });
    expect([found.nan, found.infinite]).toEqual([12, 1]);
    expect([found.min, found.max]).toEqual([exact.min, exact.max]);
    expect(Math.abs(found.mean! / exact.mean! - 1)).toBeLessThan(1e-11);
    expect(found.std! / exact.std!).toBeCloseTo(1, 4);
    expect(found.estimated).toEqual(['distinct', 'quantiles', 'histogram']);
    expect(Math.abs(found.distinct / exact.distinct - 1)).toBeLessThan(0.03);
    const [q25, median, q75] = [25, 50, 75].map((p) => found.quantiles.find((q) => q.percent === p)!.value - 1e9);
    // A quartile of 750,000 uniform draws has a standard error of at most 0.0006.
    expect(Math.abs(q25! - 0.25)).toBeLessThan(0.004);
    expect(Math.abs(median! - 0.5)).toBeLessThan(0.004);
    expect(Math.abs(q75! - 0.75)).toBeLessThan(0.004);
    expect(profileOf(schema, ROWS, parts)).toEqual(found);
    expect(profileOf(schema, ROWS, parts, 2)).not.toEqual(found);
  });

  test('says how many rows were drawn', () => {
    const schema = { version: 1 as const, columns: [schemaOf('x', 'decimal')] };
    const values = new Float64Array(ROWS);
    const frame: Frame = {
      schema,
      rows: ROWS,
      columns: [{ kind: 'numeric', schema: schema.columns[0]!, values, valid: null }],
    };
    expect(profileFrame(frame)).toMatchObject({ rows: ROWS, sampledRows: 1_000_000 });
    expect(
      profileFrame({ ...frame, rows: 3, columns: [{ ...frame.columns[0]!, values: values.subarray(0, 3) } as Column] }),
    ).not.toHaveProperty('sampledRows');
  });

  test('of categories is exact while they keep their dictionary, and counts on over several', () => {
    const schema = schemaOf('c', 'category');
    const levels = ['a'];
    const first: Column = { kind: 'categorical', schema, codes: Int32Array.of(0, -1, 0), levels };
    const grown: Column = { kind: 'categorical', schema, codes: Int32Array.of(1, 1, 1, 0), levels };
    const before = profileOf(schema, 7, [first, { ...grown, codes: Int32Array.of(0, 0, 0, 0) }]);
    levels.push('bbb');
    const exact = profileOf(schema, 7, [first, grown]);
    expect(before).toMatchObject({ distinct: 1, top: [{ value: 'a', count: 6 }] });
    expect(exact).toMatchObject({
      distinct: 2,
      missing: 1,
      top: [
        { value: 'a', count: 3 },
        { value: 'bbb', count: 3 },
      ],
      length: { min: 1, max: 3, mean: 2 },
    });
    expect(exact).not.toHaveProperty('estimated');
    const other: Column = { ...grown, levels: ['a', 'bbb'] };
    expect(profileOf(schema, 7, [first, other])).toEqual({ ...exact, estimated: ['distinct'] });
  });

  test('of texts in many dictionaries counts lengths exactly and holds no value', () => {
    const schema = schemaOf('t', 'text');
    const parts = Array.from({ length: 50 }, (_, k): Column => {
      const levels = Array.from({ length: 4000 }, (_unused, i) => `secret ${1_000_000 + ((k * 4000 + i) % 150_000)}`);
      return { kind: 'categorical', schema, codes: Int32Array.from(levels, (_unused, i) => i), levels };
    });
    const found = profileOf(schema, 200_000, parts);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(found).toMatchObject({ kind: 'text', count: 200_000, missing: 0, length: { min: 14, max: 14, mean: 14 } });
    expect(Math.abs(found.distinct / 150_000 - 1)).toBeLessThan(0.03);
    expect(found.estimated).toEqual(['distinct']);
  });
});

describe('frequent levels', () => {
  test('are never counted too high, nor too low by more than a 131,072nd of all', () => {
    const frequent = new FrequentLevels();
    const counts = new Map<string, number>();
    const stream = new RandomStream(5, 'test');
    let all = 0;
    for (let i = 0; i < 500_000; i++) {
      // The heavy ones come late: what a sorted file does.
      const level =
        i > 400_000 && stream.uniform() < 0.4 ? `heavy ${stream.below(12)}` : `light ${stream.below(500_000)}`;
      frequent.add(level, 1);
      counts.set(level, (counts.get(level) ?? 0) + 1);
      all++;
    }
    expect(frequent.exact).toBe(false);
    const top = frequent.top(12);
    expect(top.every(({ value }) => value.startsWith('heavy'))).toBe(true);
    for (const { value, count } of top) {
      expect(count).toBeLessThanOrEqual(counts.get(value)!);
      expect(count).toBeGreaterThanOrEqual(counts.get(value)! - all / 131_072);
    }
  });

  test('are exact while they are few, equal ones in order of first appearance', () => {
    const frequent = new FrequentLevels();
    for (const level of ['b', 'a', 'c', 'a', 'b']) frequent.add(level, 2);
    expect([frequent.exact, frequent.top(2)]).toEqual([
      true,
      [
        { value: 'b', count: 4 },
        { value: 'a', count: 4 },
      ],
    ]);
  });
});

test('moments of parts are those of the whole', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => 1e12 + Math.sin(i) * (i % 17));
  const whole = profileNumbers(values.slice());
  for (const size of [1, 7, 333, 1000]) {
    const moments = new RunningMoments();
    for (let start = 0; start < 1000; start += size) moments.add(values.subarray(start, start + size));
    const found = moments.finish();
    expect([found.min, found.max]).toEqual([whole.min, whole.max]);
    expect(found.mean).toBeCloseTo(whole.mean!, 2);
    expect(found.std! / whole.std!).toBeCloseTo(1, 6);
  }
  expect(new RunningMoments().finish()).toEqual({ nan: 0, infinite: 0, min: null, max: null, mean: null, std: null });
});
