import { concatFrames, frameSource, takeRows, type Frame } from '@headwater/tables';
import { frameOf } from '../../quality/test/support/frames';
import { assessRows } from '../src/assess/assess-rows';
import { judgedRows } from '../src/assess/judged-rows';
import { smallSpec } from './support/small-spec';

/** Rows that all differ: x counts up from `from` in a wave. */
function frame(rows: number, from: number): Frame {
  const numbers = Array.from({ length: rows }, (_, i) => from + i);
  return frameOf({
    x: { type: 'decimal', values: numbers.map((n) => Math.sin(n) * 100) },
    kind: { type: 'category', values: numbers.map((n) => 'abc'[n % 3]!) },
  });
}

const train = frame(6000, 0);
const sources = (synthetic: Frame) => ({
  train: frameSource(train),
  holdout: frameSource(frame(1500, 10_000)),
  synthetic: frameSource(synthetic),
});
const reading = { mostRows: 1000, seed: 4, digests: true, watch: () => undefined };
const spec = smallSpec({ name: 'long', source: { path: 'long.csv', options: {} } });
const unwatched = { checks: spec.checks, report: () => undefined, stopRequested: () => false };

it('judges as many rows as may be, drawn by the seed, and says of which tables', async () => {
  const rows = await judgedRows(sources(frame(800, 20_000)), reading);
  expect([rows.train.rows, rows.holdout.rows, rows.synthetic.rows]).toEqual([1000, 1000, 800]);
  expect(rows.notes).toEqual([
    'Of 6,000 training rows, 1,000 were judged, drawn with seed 4.',
    'Of 1,500 held-out rows, 1,000 were judged, drawn with seed 4.',
  ]);
  const again = await judgedRows(sources(frame(800, 20_000)), reading);
  expect(again.train.columns[0]).toEqual(rows.train.columns[0]);
  const other = await judgedRows(sources(frame(800, 20_000)), { ...reading, seed: 5 });
  expect(other.train.columns[0]).not.toEqual(rows.train.columns[0]);
});

it('finds copies of training rows that were not drawn', async () => {
  const copies = takeRows(
    train,
    Uint32Array.from({ length: 200 }, (_, i) => i * 30),
  );
  const rows = await judgedRows(sources(concatFrames([copies, frame(600, 30_000)])), reading);
  const { measures, notes } = await assessRows('privacy', rows, unwatched);
  expect(measures.find((m) => m.name === 'exact_matches')?.score).toBe(0.25);
  expect(notes[0]).toContain('training rows');
});

it('keeps short tables whole', async () => {
  const rows = await judgedRows(sources(frame(800, 20_000)), { ...reading, mostRows: 10_000 });
  expect(rows.train.rows).toBe(6000);
  expect(rows.notes).toEqual([]);
  expect(rows.allTrain).toBeUndefined();
});

it('stops reading when told to', async () => {
  const watch = (): void => {
    throw new Error('enough');
  };
  await expect(judgedRows(sources(train), { ...reading, watch })).rejects.toThrow('enough');
});
