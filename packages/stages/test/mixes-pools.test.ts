import { DuckDBInstance } from '@duckdb/node-api';
import type { IngestOutput, PoolManifest, PoolPart, PoolRecipe, TableSchema } from '@headwater/contracts';
import { collect, columnOf, concatFrames, ORIGINS_KEY, takeRows, type Frame } from '@headwater/tables';
import { ingest } from '../src/ingest';
import { mixPool } from '../src/mix/mix-pool';
import { putShard, withRows } from '../src/tables-in-store';
import { train } from '../src/train';
import { adultSlice } from './support/adult-slice';
import { smallSpec } from './support/small-spec';
import { stageCall, type StageCall } from './support/stage-call';

const TIMEOUT = 180_000;

let call: StageCall;
let source: IngestOutput;
let real: Frame;
let heldOut: Frame;
let shards = 0;

beforeAll(async () => {
  const spec = smallSpec({
    name: 'mixing',
    source: { path: adultSlice(4000), options: {} },
    split: { share: 0.5, seed: 4 },
    constraints: [{ kind: 'range', column: 'age', min: 17, max: 90 }],
  });
  call = await stageCall(spec);
  source = await ingest(call.environment, call.context);
  const schema = await call.store.getJson<TableSchema>(source.schema);
  real = await withRows(call.environment, source.train, schema, collect);
  heldOut = await withRows(call.environment, source.holdout, schema, collect);
}, TIMEOUT);

/** The rows as what a generation made: a shard list of two shards. */
async function generated(frame: Frame): Promise<PoolPart['table']> {
  const half = Math.ceil(frame.rows / 2);
  const places = Array.from({ length: frame.rows }, (_, i) => i);
  const parts = [places.slice(0, half), places.slice(half)].map((rows) => takeRows(frame, rows));
  const refs = [];
  for (const part of parts) refs.push(await putShard(call.environment, shards++, part));
  return call.store.putJson('shard-list', { version: 1, shards: refs });
}

const first = (frame: Frame, rows: number): Frame =>
  takeRows(
    frame,
    Array.from({ length: rows }, (_, i) => i),
  );
const realPart = (rows: number): PoolPart => ({ origin: 'real', generation: 0, table: source.train, rows });
const madePart = (table: PoolPart['table'], rows: number, generation = 1): PoolPart => ({
  origin: 'synthetic',
  generation,
  table,
  rows,
});

function mix(recipe: PoolRecipe): ReturnType<typeof mixPool> {
  return mixPool(call.environment, { context: call.context, ingest: source, plan: { recipe } });
}

/** DuckDB's view of a pool: its metadata, and the row groups with their rows' ages. */
async function asSeen(ref: PoolPart['table']): Promise<{ labels: unknown; groups: number[] }> {
  const local = await call.store.withLocalFile(ref);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
    (await connection.runAndReadAll(sql)).getRowObjects();
  const [label] = await rows(
    `SELECT decode(value) AS value FROM parquet_kv_metadata('${local.path}') WHERE decode(key) = '${ORIGINS_KEY}'`,
  );
  const groups = await rows(
    `SELECT any_value(row_group_num_rows) AS n FROM parquet_metadata('${local.path}') GROUP BY row_group_id ORDER BY row_group_id`,
  );
  connection.closeSync();
  instance.closeSync();
  await local.release();
  return { labels: JSON.parse(String(label?.value)), groups: groups.map(({ n }) => Number(n)) };
}

it(
  'gives each row group one origin, which other readers see too',
  async () => {
    const made = await generated(first(heldOut, 500));
    const made2 = await generated(first(heldOut, 300));
    const parts = [realPart(1200), madePart(made, 400), madePart(made2, 999, 2)];
    const mixed = await mix({ parts, seed: 5, verify: false });
    expect([mixed.realRows, mixed.syntheticRows, mixed.refusedRows, mixed.pool.rows]).toEqual([1200, 700, 0, 1900]);
    const manifest = await call.store.getJson<PoolManifest>(mixed.manifest);
    expect(manifest.rowGroups).toEqual([
      { origin: 'real', generation: 0, source: source.train.sha256, rows: 1200 },
      { origin: 'synthetic', generation: 1, source: made.sha256, rows: 400 },
      { origin: 'synthetic', generation: 2, source: made2.sha256, rows: 300 },
    ]);
    expect(await asSeen(mixed.pool)).toEqual({ labels: manifest.rowGroups, groups: [1200, 400, 300] });
  },
  TIMEOUT,
);

it(
  'draws the same bytes for the same recipe, other rows for another seed, and each row once',
  async () => {
    const made = await generated(first(heldOut, 200));
    const recipe = { parts: [realPart(500), madePart(made, 100)], seed: 5, verify: false };
    const one = await mix(recipe);
    expect((await mix(recipe)).reused).toBe(true);
    const other = await mix({ ...recipe, seed: 6 });
    expect(other.pool.sha256).not.toBe(one.pool.sha256);
    const again = await stageCall(await call.store.getJson(call.context.spec));
    const copied = await ingest(again.environment, again.context);
    expect(copied.train.sha256).toBe(source.train.sha256);
    const alone = { parts: [realPart(500)], seed: 5, verify: false };
    const there = await mixPool(again.environment, { context: again.context, ingest: copied, plan: { recipe: alone } });
    expect(there.reused).toBe(false);
    expect(there.pool.sha256).toBe((await mix(alone)).pool.sha256);
    const all = await mix({ parts: [realPart(9999)], seed: 5, verify: false });
    expect(all.realRows).toBe(real.rows);
  },
  TIMEOUT,
);

it(
  'leaves out what breaks a rule, copies a training row or looks like nothing real',
  async () => {
    // Held-out rows stand for a generator that could not be better; of the planted ones none may be learnt from.
    const good = first(heldOut, 1000);
    const copies = first(real, 60);
    const broken = withAge(
      first(
        takeRows(
          heldOut,
          Array.from({ length: 40 }, (_, i) => 1000 + i),
        ),
        40,
      ),
      200,
    );
    const odd = oddRows(
      takeRows(
        heldOut,
        Array.from({ length: 300 }, (_, i) => 1200 + i),
      ),
    );
    const made = await generated(concatFrames([good, copies, broken, odd]));
    const mixed = await mix({ parts: [realPart(2000), madePart(made, 350)], seed: 2, verify: true });
    const [found] = (await call.store.getJson<PoolManifest>(mixed.manifest)).verification;
    expect(found).toMatchObject({ generation: 1, rows: 1400, brokenRules: 40 });
    expect(found!.nearCopies).toBeGreaterThanOrEqual(40);
    expect(found!.nearCopies).toBeLessThan(120);
    expect(found!.implausible).toBeGreaterThan(250);
    expect(found!.implausible).toBeLessThan(400);
    const passed = found!.rows - found!.brokenRules - found!.nearCopies - found!.implausible;
    expect(found!.effectiveRows).toBeGreaterThanOrEqual(passed / 2);
    expect(mixed.syntheticRows).toBe(Math.min(350, passed));
    expect(mixed.refusedRows).toBe(1400 - passed);
  },
  TIMEOUT,
);

it(
  'is refused where nothing says whose the rows are',
  async () => {
    const list = await generated(first(heldOut, 50));
    const code = async (recipe: PoolRecipe): Promise<unknown> => mix(recipe).catch((e: { code?: string }) => e.code);
    const wrong: PoolPart[] = [{ ...realPart(10), table: list }, madePart(source.train, 10)];
    for (const part of wrong) expect(await code({ parts: [part], seed: 1, verify: false })).toBe('ORIGIN_UNKNOWN');
    expect(await code({ parts: [], seed: 1, verify: false })).toBe('SOURCE_TOO_FEW_ROWS');
  },
  TIMEOUT,
);

it(
  'is trained on, and a snapshot without labels is not',
  async () => {
    const made = await generated(first(heldOut, 300));
    const { pool } = await mix({ parts: [realPart(600), madePart(made, 200)], seed: 5, verify: false });
    const learnt = await train(call.environment, { context: call.context, ingest: { ...source, train: pool } });
    expect(learnt.bundle.sha256).toMatch(/^[0-9a-f]{64}$/);
    const bare = await bareSnapshot();
    const refused = train(call.environment, { context: call.context, ingest: { ...source, train: bare } });
    await expect(refused).rejects.toMatchObject({ code: 'ORIGIN_UNKNOWN' });
  },
  TIMEOUT,
);

async function bareSnapshot(): Promise<PoolPart['table']> {
  const { parquetCodec, frameToBatches } = await import('@headwater/tables');
  const { testPath } = await import('./support/stage-call');
  const path = testPath('bare.parquet');
  await parquetCodec.write(path, real.schema, frameToBatches(first(real, 500)));
  return call.store.putFile('snapshot', 'application/vnd.apache.parquet', path, 500);
}

function withAge(frame: Frame, age: number): Frame {
  const column = columnOf(frame, 'age');
  if (column.kind !== 'numeric') throw new Error('age is a number');
  const columns = frame.columns.map((c) => (c === column ? { ...column, values: column.values.map(() => age) } : c));
  return { ...frame, columns };
}

/** Children with a doctorate: each column is plausible, together they are not. */
function oddRows(frame: Frame): Frame {
  const aged = withAge(frame, 17);
  return {
    ...aged,
    columns: aged.columns.map((c) =>
      c.kind === 'categorical' && c.schema.name === 'education'
        ? { ...c, codes: c.codes.map(() => c.levels.findIndex((l) => l.trim() === 'Doctorate')) }
        : c,
    ),
  };
}
