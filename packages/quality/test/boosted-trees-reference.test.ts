import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pace } from '../src/pace';
import { binNamed, binOrdered, type BinnedColumn } from '../src/two-sample/binned-table';
import { crossValidatedAuc } from '../src/two-sample/cross-validated-auc';
import { unwatched } from './support/frames';

interface Reference {
  columns: Record<string, { real: (number | null)[]; synthetic: (number | null)[] }>;
  expected: Record<'ordered' | 'levels', { mean: number; sd: number }>;
}

const path = join(__dirname, '../../../test/reference/quality/boosted_trees.json');
const { columns, expected } = JSON.parse(readFileSync(path, 'utf8')) as Reference;
const SEEDS = 3;

/** Mean AUC over draws of the folds. */
async function meanAuc(named: readonly string[]): Promise<number> {
  const table = {
    rows: 1200,
    columns: Object.entries(columns).map(([name, c]) => bin([...c.real, ...c.synthetic], named.includes(name))),
  };
  const labels = new Uint8Array(1200).fill(1, 600);
  let sum = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    sum += (await crossValidatedAuc(table, labels, { seed, pace: new Pace(unwatched), note: 'test' })).auc;
  }
  return sum / SEEDS;
}

function bin(values: (number | null)[], named: boolean): BinnedColumn {
  return named
    ? binNamed(Int32Array.from(values, (v) => v ?? -1))
    : binOrdered(Float64Array.from(values, (v) => v ?? NaN));
}

function noise({ sd }: { sd: number }): number {
  return 4 * sd * Math.sqrt(1 / SEEDS + 1 / 10);
}

test('on numbers, missing below all others, the trees do as scikit-learn does', async () => {
  expect(Math.abs((await meanAuc([])) - expected.ordered.mean)).toBeLessThan(noise(expected.ordered));
});

test('with levels and missing values treated in our way the test is not weaker than with scikit-learn', async () => {
  expect(await meanAuc(['level', 'pair'])).toBeGreaterThan(expected.levels.mean - noise(expected.levels));
});
