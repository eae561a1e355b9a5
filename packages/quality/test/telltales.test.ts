import type { Telltale } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { compareColumns } from '../src/compared-columns';
import { Pace } from '../src/pace';
import { binNamed, binOrdered, type BinnedTable } from '../src/two-sample/binned-table';
import { BoostedTrees } from '../src/two-sample/boosted-trees';
import { HeldOutRows } from '../src/two-sample/held-out-rows';
import { PackedDerivatives } from '../src/two-sample/packed-derivatives';
import { twoSampleAuc } from '../src/two-sample-auc';
import { frameOf, unwatched } from './support/frames';

type Break = 'nothing' | 'one column' | 'a pair';

/** Six columns: u and v follow each other, level follows w, the others stand alone. */
function made(rows: number, index: number, broken: Break = 'nothing'): Frame {
  const random = new RandomStream(21, 'test/telltales', index);
  const normals = (): number[] => Array.from({ length: rows }, () => random.normal());
  const [u, w, alone] = [normals(), normals(), normals()];
  const v = u.map((x) => (broken === 'a pair' ? random.normal() * Math.SQRT2 : x + random.normal()));
  return frameOf({
    alone: { type: 'decimal', values: alone.map((x) => (broken === 'one column' ? x * 2.2 : x)) },
    u: { type: 'decimal', values: u },
    level: { type: 'category', values: w.map((x) => (x + random.normal() > 0 ? 'high' : 'low')) },
    v: { type: 'decimal', values: v },
    w: { type: 'decimal', values: w },
    whole: { type: 'integer', values: u.map(() => random.below(9)) },
  });
}

async function telltales(synthetic: Frame): Promise<Telltale[]> {
  const [train, holdout] = [made(600, 0), made(600, 1)];
  // Without training rows the reference is left out, which nothing here asks for.
  const rows = { train: 0, holdout: holdout.rows, synthetic: synthetic.rows };
  const columns = compareColumns(train, holdout, synthetic);
  return (await twoSampleAuc(columns, rows, { sampleRows: 600, seed: 3, pace: new Pace(unwatched) })).telltales;
}

test('a broken column is named first, a broken pair by both of its columns', async () => {
  const [first, ...others] = await telltales(made(600, 2, 'one column'));
  expect(first?.column).toBe('alone');
  expect(first?.importance).toBeGreaterThan(0.05);
  for (const { importance } of others) expect(importance).toBeLessThan((first?.importance ?? 0) / 2);
  const pair = await telltales(made(600, 3, 'a pair'));
  expect(pair.slice(0, 2).map((t) => t.column)).toEqual(expect.arrayContaining(['u', 'v']));
});

test('real rows are given away by no column', async () => {
  expect(await telltales(made(600, 4))).toEqual([]);
});

/** A number, a number with gaps and a level; the label depends on all three. */
function binned(rows: number): { table: BinnedTable; labels: Uint8Array } {
  const random = new RandomStream(22, 'test/held-out');
  const x = Float64Array.from({ length: rows }, () => random.normal());
  const gaps = x.map((v) => (random.uniform() < 0.2 ? NaN : v * v + random.normal()));
  const codes = Int32Array.from({ length: rows }, () => random.below(7) - 1);
  const labels = Uint8Array.from(x, (v, i) =>
    v + (gaps[i] === gaps[i] ? 0 : 1) + ((codes[i] as number) % 2) + random.normal() > 0 ? 1 : 0,
  );
  return { table: { rows, columns: [binOrdered(x), binOrdered(gaps), binNamed(codes)] }, labels };
}

test('scores with one column shuffled are those of a table in which it is shuffled', () => {
  const { table, labels } = binned(700);
  const [learnt, held] = [
    Int32Array.from({ length: 500 }, (_, i) => i),
    Int32Array.from({ length: 200 }, (_, i) => 500 + i),
  ];
  const model = new BoostedTrees(table, labels, learnt);
  for (let k = 0; k < 20; k++) model.boost();
  const rows = new HeldOutRows(model, table, held);
  const before = rows.scores.slice();
  const order = new RandomStream(1, 'test/order').permutation(200);
  for (const [j, column] of table.columns.entries()) {
    const bins = column.bins.slice();
    for (const [i, from] of order.entries()) bins[500 + i] = column.bins[500 + from] as number;
    const shuffled = { ...table, columns: table.columns.with(j, { ...column, bins }) };
    const expected = new HeldOutRows(model, shuffled, held).scores;
    const found = rows.scoresShuffled(j, order);
    expect(found).not.toEqual(before);
    for (const [i, score] of expected.entries()) expect(found[i]).toBeCloseTo(score, 12);
  }
  expect(rows.scores).toEqual(before);
});

test('scores of held-out rows are the sums of the leaves that a plain walk ends in', () => {
  const { table, labels } = binned(600);
  const model = new BoostedTrees(
    table,
    labels,
    Int32Array.from({ length: 400 }, (_, i) => i),
  );
  for (let k = 0; k < 10; k++) model.boost();
  const held = Int32Array.of(3, 450, 599);
  const plain = [...held].map((row) =>
    model.trees.reduce((sum, tree) => {
      let at = 0;
      for (let node = tree[0]; node !== undefined && node.column >= 0; node = tree[at])
        at = node.left[table.columns[node.column]?.bins[row] as number] === 1 ? node.yes : node.no;
      return sum + (tree[at]?.value ?? NaN);
    }, model.prior),
  );
  expect([...new HeldOutRows(model, table, held).scores]).toEqual(plain);
});

test('packed derivatives: sums of any rows give back how many they are and, to the step, their hessians', () => {
  const rows = 5000;
  const random = new RandomStream(23, 'test/packed');
  const derivatives = {
    gradients: Float64Array.from({ length: rows }, () => random.normal()),
    hessians: Float64Array.from({ length: rows }, () => random.uniform() ** 8 / 4),
  };
  const packed = new PackedDerivatives(rows);
  const every = Int32Array.from({ length: rows }, (_, i) => i);
  const whole = packed.pack(every, derivatives);
  let sum = 0;
  let hessian = 0;
  for (let i = 0; i < rows; i++) {
    sum += packed.pairs[2 * i + 1] as number;
    hessian += derivatives.hessians[i] as number;
    expect(Math.floor(sum / packed.unit)).toBe(i + 1);
    // Each rounded by half a step at most.
    expect(Math.abs((sum % packed.unit) - hessian)).toBeLessThan((i + 1) * 2 ** -27);
  }
  expect(whole.hessian).toBe(sum % packed.unit);
  expect(whole.rows).toBe(rows);
});
