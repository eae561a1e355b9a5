import type { Measure } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { compareColumns, Pace } from '../src';
import { twoSampleAuc } from '../src/two-sample-auc';
import { frameOf, unwatched } from './support/frames';

async function twoSample(train: Frame, holdout: Frame, synthetic: Frame, seed = 1): Promise<Measure> {
  const rows = { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows };
  const options = { sampleRows: 5000, seed, pace: new Pace(unwatched) };
  return (await twoSampleAuc(compareColumns(train, holdout, synthetic), rows, options)).measure;
}

/** Three related columns; `broken` draws the third without looking at the others. */
function made(rows: number, index: number, broken = false): Frame {
  const random = new RandomStream(9, 'test/two-sample', index);
  const x = Array.from({ length: rows }, () => random.normal());
  const group = x.map((v) => (v + random.normal() > 0 ? 'high' : 'low'));
  const y = x.map((v) => (broken ? random.normal() * Math.SQRT2 : v + random.normal()));
  return frameOf({
    x: { type: 'decimal', values: x },
    group: { type: 'category', values: group },
    y: { type: 'decimal', values: y },
  });
}

test('real rows as synthetic ones cannot be told apart, a broken dependence can', async () => {
  const [train, holdout] = [made(700, 0), made(700, 1)];
  const same = await twoSample(train, holdout, made(700, 2));
  expect(same.interval?.[0]).toBeLessThan(0.52);
  expect(same.interval?.[1]).toBeGreaterThan(0.48);
  expect(same.reference).toBeGreaterThan(0.44);
  expect(same.reference).toBeLessThan(0.56);
  const broken = await twoSample(train, holdout, made(700, 3, true));
  expect(broken.interval?.[0]).toBeGreaterThan(0.6);
  expect(broken.better).toBe('lower');
});

test('the same seed gives the same score, another seed another', async () => {
  const [train, holdout, synthetic] = [made(100, 0), made(100, 1), made(100, 2)];
  const [a, b, c] = [
    await twoSample(train, holdout, synthetic),
    await twoSample(train, holdout, synthetic),
    await twoSample(train, holdout, synthetic, 2),
  ];
  expect({ ...a, seconds: 0 }).toEqual({ ...b, seconds: 0 });
  expect(a.score).not.toBe(c.score);
});
