import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from '@headwater/tables';
import { anonymityMeasures } from '../src/disclosure/anonymity-measures';
import { equivalenceClasses } from '../src/disclosure/equivalence-classes';
import { codedColumns } from '../src/attacks/coded-columns';
import { rareValues } from '../src/disclosure/rare-values';
import type { RareValues } from '../src/disclosure/rare-counts';
import { tablesOf } from './support/attack-tables';
import { frameOf } from '../../quality/test/support/frames';

interface Closeness {
  group: number[];
  sensitive: number[];
  k: number;
  distinct: number;
  entropy: number;
  ordered: number;
  equal: number;
}
const path = join(__dirname, '../../../test/reference/privacy/attacks.json');
const { closeness } = JSON.parse(readFileSync(path, 'utf8')) as { closeness: Closeness };

const scoresOf = (frame: Frame): (number | null)[] =>
  anonymityMeasures(frame, frame, { quasiIdentifiers: [0], sensitive: [1] }).map((m) => m.score);

test('k, l and t equal brute force, by ordered and by equal distance', () => {
  const table = (type: 'integer' | 'category'): Frame =>
    frameOf({ group: { type: 'integer', values: closeness.group }, secret: { type, values: closeness.sensitive } });
  const [k, l, entropy, t] = scoresOf(table('integer')) as [number, number, number, number];
  expect([k, l]).toEqual([closeness.k, closeness.distinct]);
  expect(entropy).toBeCloseTo(closeness.entropy, 10);
  expect(t).toBeCloseTo(closeness.ordered, 10);
  expect(scoresOf(table('category'))[3]).toBeCloseTo(closeness.equal, 10);
});

test('the example of Li et al.: salaries 3, 4, 5 against 3 to 11 are at 0.375, one class at a time', () => {
  const salaries = [3, 4, 5, 6, 11, 8, 7, 9, 10];
  const frame = frameOf({
    zip: { type: 'category', values: [1, 1, 1, 2, 2, 2, 3, 3, 3] },
    salary: { type: 'integer', values: salaries },
  });
  expect(scoresOf(frame)[3]).toBeCloseTo(0.375, 12);
});

test('missing is a value, one column or none declared', () => {
  const frame = frameOf({
    zip: { type: 'category', values: ['a', null, 'a', null, 'b', 'b'] },
    salary: { type: 'integer', values: [1, null, 1, 2, 3, 3] },
  });
  expect(equivalenceClasses(frame, frame.columns.slice(0, 1)).map((rows) => [...rows])).toEqual([
    [0, 2],
    [1, 3],
    [4, 5],
  ]);
  expect(scoresOf(frame).slice(0, 2)).toEqual([2, 1]);
  const [k, l] = anonymityMeasures(frame, frame, { quasiIdentifiers: [0], sensitive: [] });
  expect([k?.score, l?.reason]).toEqual([2, 'no column is declared sensitive']);
});

test('rare values of the training rows that turn up, against those of the held-out rows', async () => {
  const table = (city: (i: number) => string): Frame =>
    frameOf({ city: { type: 'category', values: Array.from({ length: 40 }, (_, i) => (i < 10 ? city(i) : 'Ghent')) } });
  const real = { train: table((i) => `t${i}`), holdout: table((i) => `h${i}`) };
  const rareIn = (synthetic: Frame, tables = real): Promise<RareValues | null> => {
    const attacked = tablesOf(synthetic, 1, tables);
    return rareValues(attacked, codedColumns(attacked.columns));
  };
  const leaking = await rareIn(table((i) => (i < 8 ? `t${i}` : 'h9')));
  expect(leaking?.ofTrain).toBeCloseTo(0.8, 12);
  expect(leaking?.ofHoldout).toBeCloseTo(0.1, 12);
  expect(leaking?.interval[0]).toBeGreaterThan(0.1);
  expect(await rareIn(real.train, { train: real.train, holdout: table(() => 'Ghent') })).toBeNull();
});
