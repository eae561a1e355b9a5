import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogicalType, PhysicalType } from '@headwater/contracts';
import { assessQuality } from '../src';
import { scorePairs } from '../src/column-pair-trends';
import type { TrendColumn } from '../src/column-pairs/pair-trend';
import { compareColumns } from '../src/compared-columns';
import { Pace } from '../src/pace';
import { frameOf, unwatched, type Cell } from './support/frames';

interface Reference {
  columns: { name: string; type: LogicalType; physical: PhysicalType; real: Cell[]; synthetic: Cell[] }[];
  expected: {
    column_shapes: number;
    column_pair_trends: number;
    quality_score: number;
    columns: Record<string, number | null>;
    pairs: [string, string, number | null][];
  };
}

function load(name: string): Reference {
  const path = join(__dirname, '../../../test/reference/quality', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Reference;
}

function side(reference: Reference, which: 'real' | 'synthetic'): ReturnType<typeof frameOf> {
  return frameOf(
    Object.fromEntries(
      reference.columns.map((c) => [c.name, { type: c.type, physical: c.physical, values: c[which] }]),
    ),
  );
}

describe.each(['adult', 'clinic', 'corner'])('SDMetrics 0.32.0 on the %s table', (name) => {
  const reference = load(name);
  const [real, synthetic] = [side(reference, 'real'), side(reference, 'synthetic')];

  test('column shapes, each and their mean; pair trends and the quality score; the same as reference', async () => {
    const evidence = await assessQuality({
      train: real,
      holdout: synthetic,
      synthetic,
      sampleRows: 10,
      seed: 1,
      ...unwatched,
    });
    for (const [column, score] of Object.entries(reference.expected.columns)) {
      const found = evidence.columns.find((c) => c.name === column)?.score;
      if (score === null) expect(found).toBeNull();
      else expect(Math.abs((found as number) - score)).toBeLessThan(1e-9);
    }
    for (const measure of ['column_shapes', 'column_pair_trends', 'quality_score'] as const) {
      const found = evidence.measures.find((m) => m.name === measure);
      expect(Math.abs((found?.score as number) - reference.expected[measure])).toBeLessThan(1e-9);
      expect(Math.abs((found?.reference as number) - reference.expected[measure])).toBeLessThan(1e-9);
    }
  });

  test('every pair, and which pairs count', async () => {
    const columns = compareColumns(real, synthetic, synthetic).filter((c): c is TrendColumn => c.kind !== 'free');
    const { scored, tried } = await scorePairs(columns, { seed: 1, pace: new Pace(unwatched) });
    expect(tried).toBe(reference.expected.pairs.length);
    const found = new Map(scored.map((p) => [`${p.a}|${p.b}`, p.synthetic]));
    const wrong = reference.expected.pairs.filter(([a, b, expected]) => {
      const score = found.get(`${a}|${b}`) ?? null;
      return expected === null || score === null ? expected !== score : Math.abs(score - expected) >= 1e-9;
    });
    expect(wrong).toEqual([]);
    expect(reference.expected.pairs.some(([, , score]) => score !== null)).toBe(true);
  });
});
