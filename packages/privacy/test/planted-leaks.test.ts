import type { Evidence, Measure } from '@headwater/contracts';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import { assessPrivacy } from '../src';
import { adult, draw } from './support/adult';
import { frameOf, unwatched } from '../../quality/test/support/frames';

const all = draw(adult('train', 12_000), 9_000, 0);
const rows = (from: number, to: number): Frame =>
  takeRows(
    all,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
const [train, holdout, unseen] = [rows(0, 4000), rows(4000, 6500), rows(6500, 9000)];

/** Distances and copies are tested here; attacks have tests of their own. */
const few = { targets: 50, searchedRows: 500 };

function assess(synthetic: Frame, seed = 1): Promise<Evidence> {
  return assessPrivacy({ train, holdout, synthetic, sampleRows: 2000, seed, ...few, ...unwatched });
}
const measure = (evidence: Evidence, name: string): Measure =>
  evidence.measures.find((m) => m.name === name) as Measure;

test('unseen real rows raise no alarm', async () => {
  const evidence = await assess(unseen);
  const share = measure(evidence, 'share_closer_to_train');
  expect(share.interval?.[0]).toBeLessThan(0.52);
  expect(share.interval?.[1]).toBeGreaterThan(0.48);
  expect(share.reference).toBe(0.5);
  for (const name of ['dcr_ratio_to_holdout', 'dcr_p5_ratio_to_holdout']) {
    expect(measure(evidence, name).score).toBeGreaterThan(0.85);
    expect(measure(evidence, name).score).toBeLessThan(1.2);
  }
  const matches = measure(evidence, 'exact_matches');
  expect(matches.score).toBeLessThan(0.005);
  expect(matches.interval?.[1]).toBeGreaterThan(matches.reference as number);
});

test('one row in twenty copied shows in exact matches and in the nearest twentieth', async () => {
  const leak = concatFrames([rows(0, 125), rows(6500, 8875)]);
  const evidence = await assess(leak);
  const matches = measure(evidence, 'exact_matches');
  expect(matches.score).toBeGreaterThanOrEqual(0.05);
  expect(matches.interval?.[0]).toBeGreaterThan(matches.reference as number);
  expect(measure(evidence, 'dcr_p5_ratio_to_holdout').score).toBeLessThan(0.6);
  expect(measure(evidence, 'dcr_ratio_to_holdout').score).toBeGreaterThan(0.7);
});

test('the training rows themselves are told at once', async () => {
  // Held-out rows are fewer: the share is then against a sample of the training rows, which holds that many of the copies.
  const evidence = await assess(train);
  const sampled = 2500 / 4000;
  expect(measure(evidence, 'share_closer_to_train').score).toBeGreaterThan(sampled + 0.5 * (1 - sampled) - 0.03);
  expect(measure(evidence, 'exact_matches').score).toBe(1);
  expect(measure(evidence, 'dcr_ratio_to_holdout').score).toBe(0);
  const equal = await assessPrivacy({
    train: rows(0, 2500),
    holdout,
    synthetic: rows(0, 2500),
    sampleRows: 2000,
    seed: 1,
    ...few,
    ...unwatched,
  });
  expect(measure(equal, 'share_closer_to_train').score).toBeGreaterThan(0.99);
});

test('training rows with a number nudged are no exact matches, but far too near', async () => {
  const nudged: Frame = {
    ...train,
    columns: train.columns.map((c) =>
      c.kind === 'numeric' && c.schema.name === 'fnlwgt' ? { ...c, values: c.values.map((v) => v + 7) } : c,
    ),
  };
  const evidence = await assess(nudged);
  expect(measure(evidence, 'exact_matches').score).toBeLessThan(0.01);
  expect(measure(evidence, 'dcr_ratio_to_holdout').score).toBeLessThan(0.05);
  expect(measure(evidence, 'share_closer_to_train').score).toBeGreaterThan(0.75);
});

test('identifiers and texts: reuse is counted, distances leave them out', async () => {
  const table = (prefix: string, from: number): Frame =>
    frameOf({
      id: { type: 'identifier', values: Array.from({ length: 40 }, (_, i) => `${prefix}${i}`) },
      remark: { type: 'text', values: Array.from({ length: 40 }, (_, i) => (i < from ? null : `${prefix} said ${i}`)) },
      size: { type: 'integer', values: Array.from({ length: 40 }, (_, i) => i % 11) },
    });
  const real = table('t', 0);
  const made = table('s', 0);
  const leaking = concatFrames([
    takeRows(
      made,
      Array.from({ length: 36 }, (_, i) => i),
    ),
    takeRows(real, [5, 6, 7, 8]),
  ]);
  const request = { train: real, holdout: table('h', 0), sampleRows: 100, seed: 3, ...unwatched };
  const clean = await assessPrivacy({ ...request, synthetic: made });
  expect(measure(clean, 'identifier_reuse')).toMatchObject({ score: 0, reference: 0, better: 'lower' });
  expect(measure(clean, 'exact_matches')).toMatchObject({ score: 1, reference: 1 });
  const dirty = await assessPrivacy({ ...request, synthetic: leaking });
  expect(measure(dirty, 'identifier_reuse').score).toBe(0.1);
  expect(dirty.notes.join(' ')).toContain('2 identifier or text columns are left out');
  const missing = await assessPrivacy({ ...request, train: table('t', 20), synthetic: table('s', 20) });
  expect(measure(missing, 'identifier_reuse').score).toBe(0);
});

test('the same seed gives the same evidence', async () => {
  const plain = (evidence: Evidence): Evidence => ({
    ...evidence,
    measures: evidence.measures.map((m) => ({ ...m, seconds: 0 })),
  });
  expect(plain(await assess(unseen, 4))).toEqual(plain(await assess(unseen, 4)));
});
