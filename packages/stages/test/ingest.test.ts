import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactRef, ChainSpec, IngestOutput } from '@headwater/contracts';
import { detectPii } from '@headwater/privacy';
import { RandomStream } from '@headwater/random';
import {
  collect,
  frameFromBatches,
  frameToBatches,
  labelTable,
  openSource,
  parquetCodec,
  profileFrame,
  takeRows,
  type Frame,
} from '@headwater/tables';
import { ingest } from '../src/ingest';
import { withRows } from '../src/tables-in-store';
import { smallSpec } from './support/small-spec';
import { stageCall, testPath, type StageCall } from './support/stage-call';

const TIMEOUT = 180_000;
let references = 0;

/** A call with a store and scratch folder of its own. `stopAt` counts the questions after which a stop is asked for. */
async function callFor(source: string, split: ChainSpec['split'], stopAt = Infinity): Promise<StageCall> {
  const schema = { columns: { note: { type: 'text' as const } } };
  const call = await stageCall(smallSpec({ name: 'ingest', source: { path: source, options: {} }, schema, split }));
  let asked = 0;
  call.environment.stopRequested = () => asked++ >= stopAt;
  return call;
}

/** A table of numbers with gaps, categories of which some come late, dates, booleans, keys, texts and mails. */
function csv(name: string, rows: number, from = 0): string {
  const path = testPath(name);
  const lines = Array.from({ length: rows }, (_, k) => {
    const i = from + k;
    const late = i % 9973 === 9000 ? `late ${i}` : `kind ${(i * i) % 7}`;
    const day = `2021-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`;
    const amount = i % 11 === 0 ? '' : ((i * 7919) % 10_007) / 100;
    return `${i},${late},${amount},${day},${i % 3 === 0 ? 'yes' : 'no'},"a note, number ${i}",user${i % 50}@example.org`;
  });
  writeFileSync(path, `id,kind,amount,day,member,note,contact\n${lines.join('\n')}\n`);
  return path;
}

async function wholeOf(path: string, like?: Parameters<typeof openSource>[2]): Promise<Frame> {
  const source = await openSource({ path, options: {} }, { note: { type: 'text' } }, like);
  return frameFromBatches(source.schema, source.batches());
}

async function hashOf(frame: Frame, source: string): Promise<string> {
  const path = testPath(`reference-${references++}.parquet`);
  await parquetCodec.write(path, frame.schema, frameToBatches(frame));
  await labelTable(path, { origin: 'real', generation: 0, source });
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function readBack({ environment }: StageCall, ref: ArtifactRef, frame: Frame): Promise<Frame> {
  return withRows(environment, ref, frame.schema, collect);
}

/** The stage's outputs against a train and a holdout that were made in memory. */
async function expectOutputs(
  call: StageCall,
  outputs: IngestOutput,
  train: Frame,
  holdout: Frame,
  held = outputs.sourceSha256,
): Promise<void> {
  const { store } = call;
  expect([outputs.train.rows, outputs.holdout.rows]).toEqual([train.rows, holdout.rows]);
  expect(outputs.train.sha256).toBe(await hashOf(train, outputs.sourceSha256));
  expect(outputs.holdout.sha256).toBe(await hashOf(holdout, held));
  expect(await store.getJson(outputs.schema)).toEqual(train.schema);
  const again = await readBack(call, outputs.train, train);
  expect(await store.getJson(outputs.profile)).toEqual(profileFrame(again));
  const findings = await store.getJson(outputs.pii);
  expect(findings).toEqual(detectPii(train));
  expect(findings).toContainEqual({ column: 'contact', kind: 'email', matches: train.rows, share: 1 });
}

describe('ingestion in batches', () => {
  it(
    'stores what a split in memory would store',
    async () => {
      const path = csv('split.csv', 40_000);
      const call = await callFor(path, { share: 0.25, seed: 9 });
      const outputs = await ingest(call.environment, call.context);
      const whole = await wholeOf(path);
      const held = new RandomStream(9, 'split').sample(40_000, 10_000);
      const isHeld = new Set(held);
      const kept = Array.from({ length: 40_000 }, (_, row) => row).filter((row) => !isHeld.has(row));
      await expectOutputs(call, outputs, takeRows(whole, kept), takeRows(whole, held));
    },
    TIMEOUT,
  );

  it(
    'stores a source and its holdout file as they are',
    async () => {
      const [path, other] = [csv('train.csv', 3000), csv('holdout.csv', 400, 5000)];
      const call = await callFor(path, { holdout: { path: other, options: {} } });
      const outputs = await ingest(call.environment, call.context);
      const train = await wholeOf(path);
      const held = createHash('sha256').update(readFileSync(other)).digest('hex');
      await expectOutputs(call, outputs, train, await wholeOf(other, train.schema), held);
    },
    TIMEOUT,
  );

  it(
    'tells how far it is, never going back',
    async () => {
      const [path, other] = [csv('progress.csv', 40_000), csv('progress-holdout.csv', 400)];
      const { environment, context, reports } = await callFor(path, { holdout: { path: other, options: {} } });
      await ingest(environment, context);
      const done = reports.map((report) => report.done);
      expect(done).toEqual([...done].sort((a, b) => a - b));
      expect(new Set(reports.map((report) => report.total))).toEqual(new Set([10]));
      expect(done.at(-1)).toBe(9);
      const notes = reports.map((report) => report.note).join('\n');
      expect(notes).toMatch(/^checking the source, 1 of \d+ MB$/m);
      expect(notes).toMatch(/^typing columns, [\d,]+ of 40,000 rows$/m);
      expect(notes).toMatch(/^writing snapshots, [\d,]+ of 40,000 rows$/m);
      expect(notes).toMatch(/^profiling, [\d,]+ of 40,000 rows$/m);
    },
    TIMEOUT,
  );

  it(
    'can be stopped at any step and leaves nothing',
    async () => {
      const path = csv('stopped.csv', 10_000);
      const split = { share: 0.2, seed: 1 };
      const counting = await callFor(path, split);
      let questions = 0;
      counting.environment.stopRequested = () => questions++ < 0;
      await ingest(counting.environment, counting.context);
      const steps = new Set<string>();
      for (const part of [0, 0.05, 0.3, 0.7, 0.85, 0.95, 1]) {
        const stopAt = Math.min(questions - 1, Math.floor(part * questions));
        const { environment, context, reports } = await callFor(path, split, stopAt);
        await expect(ingest(environment, context)).rejects.toMatchObject({ code: 'RUN_CANCELLED' });
        steps.add(reports.at(-1)?.note.split(',')[0] ?? 'none');
        const left = readdirSync(environment.scratch);
        // Snapshots that were whole when the stop came go with the folder.
        expect(left.filter((name) => !name.endsWith('.parquet'))).toEqual([]);
        expect(
          readdirSync(join(environment.settings.store, 'objects'), { recursive: true, withFileTypes: true }).filter(
            (entry) => entry.isFile(),
          ),
        ).toHaveLength(1);
      }
      expect(steps.size).toBeGreaterThan(3);
    },
    TIMEOUT,
  );

  it('refuses too few rows before it writes any', async () => {
    const few = csv('few.csv', 19);
    const call = await callFor(few, { share: 0.2, seed: 1 });
    await expect(ingest(call.environment, call.context)).rejects.toMatchObject({
      code: 'SOURCE_TOO_FEW_ROWS',
      message: `${few} has 19 rows to train and hold out; at least 20 are needed`,
    });
    const uneven = await callFor(csv('uneven.csv', 60), { share: 0.9, seed: 1 });
    await expect(ingest(uneven.environment, uneven.context)).rejects.toMatchObject({
      message: expect.stringContaining('has 6 rows to train, with split.share 0.9,') as string,
    });
    expect(readdirSync(uneven.environment.scratch)).toEqual([]);
  });
});
