import { readFileSync, writeFileSync } from 'node:fs';
import type { ArtifactRef, DriftOutput, GenerationRecord, IngestOutput, StageContext } from '@headwater/contracts';
import { ingest } from '../src/ingest';
import { keepGeneration } from '../src/keep-generation';
import { measureDrift } from '../src/measure-drift';
import { adultSlice } from './support/adult-slice';
import { smallSpec } from './support/small-spec';
import { stageCall, testPath, type StageCall } from './support/stage-call';

const TIMEOUT = 120_000;
const spec = (path: string) => smallSpec({ name: 'drifting', source: { path, options: {} } });

let call: StageCall;
let began: IngestOutput;
let lineage: ArtifactRef;

beforeAll(async () => {
  call = await stageCall(spec(adultSlice(2000)));
  began = await ingest(call.environment, call.context);
  const record: GenerationRecord = {
    generation: 0,
    runId: 'r0',
    partition: 'p0',
    at: '2026-01-01T00:00:00.000Z',
    sourceSha256: began.sourceSha256,
    freshReal: false,
    syntheticShare: 0,
    rows: 100,
    shards: began.profile,
    quality: began.profile,
    train: began.train,
    schema: began.schema,
    accepted: true,
  };
  ({ lineage } = await keepGeneration(call.environment, { context: call.context, lineage: null, record }));
}, TIMEOUT);

async function driftOf(path: string, generation = 0): Promise<DriftOutput> {
  const context: StageContext = { ...call.context, spec: await call.store.putJson('spec', spec(path)) };
  const now = await ingest(call.environment, context);
  return measureDrift(call.environment, { context, plan: { generation, lineage }, ingest: now });
}

it(
  'finds none in the same rows, nor in others of the same source',
  async () => {
    expect(await driftOf(adultSlice(2000))).toMatchObject({ drifted: false, columns: [] });
    const others = await driftOf(adultSlice(2000, 5000));
    expect(others.drifted).toBe(false);
    expect(others.columns).toHaveLength(5);
  },
  TIMEOUT,
);

it(
  'names the columns that moved',
  async () => {
    const found = await driftOf(older(adultSlice(2000, 5000)));
    expect(found.drifted).toBe(true);
    const moved = found.columns.filter(({ drifted }) => drifted);
    expect(moved.map(({ column }) => column)).toEqual(['age']);
    expect(moved[0]!.distance).toBeGreaterThan(0.2);
    expect(found.because).toContain('1 of 15 columns');
  },
  TIMEOUT,
);

it(
  'is no drift where a generation begins with the rows, and one where columns are gone',
  async () => {
    expect((await driftOf(older(adultSlice(2000, 5000)), 1)).drifted).toBe(false);
    const [header, ...lines] = textOf(adultSlice(2000)).split('\n');
    const cut = (line: string): string => line.split(',').slice(1).join(',');
    const path = testPath('cut.csv');
    writeFileSync(path, [header!, ...lines].map(cut).join('\n'));
    expect(await driftOf(path)).toMatchObject({ drifted: true, columns: [] });
  },
  TIMEOUT,
);

function textOf(path: string): string {
  return readFileSync(path, 'utf8').trim();
}

/** The same people, ten years on. */
function older(path: string): string {
  const [header, ...lines] = textOf(path).split('\n');
  const later = lines.map((line) => line.replace(/^\d+/, (age) => String(Number(age) + 10)));
  writeFileSync(testPath('older.csv'), `${[header, ...later].join('\n')}\n`);
  return testPath('older.csv');
}
