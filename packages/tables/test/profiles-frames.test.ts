import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileFrame, type ColumnProfile } from '../src';
import { readFrame, SECRET, tempFile } from './temp-files';

interface Summary {
  values: number[];
  mean: number;
  std: number;
  distinct: number;
  quantiles: { percent: number; value: number }[];
  histogram: { edges: number[]; counts: number[] };
}
const { summary } = JSON.parse(
  readFileSync(join(__dirname, '../../../test/reference/tables/expectations.json'), 'utf8'),
) as { summary: Summary };

async function profile(content: string, overrides = {}): Promise<ColumnProfile[]> {
  return profileFrame(await readFrame(tempFile('t.csv', content), { overrides })).columns;
}

describe('a profile', () => {
  test('of numbers is what numpy makes of them', async () => {
    const [column] = await profile(`x\n${summary.values.join('\n')}\n`);
    if (column?.kind !== 'numeric') throw new Error('not numeric');
    expect(column).toMatchObject({ count: 1000, missing: 0, distinct: summary.distinct, nan: 0, infinite: 0 });
    expect(column.mean).toBeCloseTo(summary.mean, 10);
    expect(column.std).toBeCloseTo(summary.std, 10);
    column.quantiles.forEach(({ percent, value }, i) => {
      expect(percent).toBe(summary.quantiles[i]!.percent);
      expect(value).toBeCloseTo(summary.quantiles[i]!.value, 10);
    });
    expect(column.histogram!.counts).toEqual(summary.histogram.counts);
    column.histogram!.edges.forEach((edge, i) => expect(edge).toBeCloseTo(summary.histogram.edges[i]!, 10));
  });

  test('counts missing, NaN and infinities apart from the rest', async () => {
    const [, column] = await profile('a,x\n1,2\n2,\n3,NaN\n4,NaN\n5,inf\n6,-inf\n7,4\n8,2\n');
    expect(column).toMatchObject({
      kind: 'numeric',
      count: 8,
      missing: 1,
      nan: 2,
      infinite: 2,
      distinct: 5,
      min: 2,
      max: 4,
      mean: 8 / 3,
    });
  });

  test('of a constant and of two values has finite bins', async () => {
    const [constant, few] = await profile('x,y\n5,1\n5,2\n');
    expect(constant).toMatchObject({ std: 0, min: 5, max: 5, distinct: 1 });
    if (constant?.kind !== 'numeric' || few?.kind !== 'numeric') throw new Error('not numeric');
    expect(constant.histogram!.edges[0]).toBe(4.5);
    expect(constant.histogram!.counts.reduce((a, b) => a + b)).toBe(2);
    expect(few.histogram!.counts[0]).toBe(1);
    expect(few.histogram!.counts[29]).toBe(1);
  });

  test('of categories lists the most frequent, and the share of the rest', async () => {
    const lines = Array.from({ length: 25 }, (_, k) => Array.from({ length: k + 1 }, () => `level ${k}`)).flat();
    const [column] = await profile(`c\n${lines.join('\n')}\n\n`);
    if (column?.kind !== 'categorical') throw new Error('not categorical');
    expect(column).toMatchObject({ count: 326, missing: 1, distinct: 25 });
    expect(column.top).toHaveLength(20);
    expect(column.top[0]).toEqual({ value: 'level 24', count: 25 });
    expect(column.restShare).toBeCloseTo((1 + 2 + 3 + 4 + 5) / 325, 12);
    expect(column.length).toMatchObject({ min: 7, max: 8 });
  });

  test('of texts and identifiers holds no value of theirs', async () => {
    const lines = Array.from({ length: 80 }, (_, i) => `${SECRET}-${i + 10},${SECRET} text ${i}`).join('\n');
    const columns = await profile(`id,note\n${lines}\n`, { note: { type: 'text' } });
    expect(columns.map((c) => c.type)).toEqual(['identifier', 'text']);
    expect(JSON.stringify(columns)).not.toContain(SECRET);
    expect(columns[0]).toMatchObject({ kind: 'text', distinct: 80, length: { min: 13, max: 13, mean: 13 } });
  });

  test('of an all-missing column is empty', async () => {
    const [, column] = await profile('a,b\n1,\n2,\n');
    expect(column).toMatchObject({ kind: 'categorical', missing: 2, distinct: 0, top: [], restShare: 0, length: null });
  });
});
