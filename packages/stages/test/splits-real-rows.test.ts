import type { IngestOutput, LabTables, TableSchema } from '@headwater/contracts';
import { collect, columnOf } from '@headwater/tables';
import { ingest } from '../src/ingest';
import { splitReal } from '../src/lab/split-real';
import { withRows } from '../src/tables-in-store';
import { smallSpec } from './support/small-spec';
import { stageCall, testPath, type StageCall } from './support/stage-call';
import { writeFileSync } from 'node:fs';

let call: StageCall;
let source: IngestOutput;

beforeAll(async () => {
  const path = testPath('numbered.csv');
  // Each row has a number of its own, so that it is known again.
  writeFileSync(path, `number,half\n${Array.from({ length: 500 }, (_, i) => `${i},${i / 2 + 0.25}`).join('\n')}\n`);
  const spec = smallSpec({ name: 'laboratory', source: { path, options: {} }, split: { share: 0.2, seed: 1 } });
  call = await stageCall(spec);
  source = await ingest(call.environment, call.context);
});

const split = (seed: number, rows = 100, reserves = 3, reserveRows = 50): ReturnType<typeof splitReal> =>
  splitReal(call.environment, { context: call.context, ingest: source, rows, reserves, reserveRows, seed });

async function numbersOf(ref: LabTables['first']): Promise<number[]> {
  const schema = await call.store.getJson<TableSchema>(source.schema);
  const frame = await withRows(call.environment, ref, schema, collect);
  const column = columnOf(frame, 'half');
  return column.kind === 'numeric' ? [...column.values] : [];
}

it('gives generation 0 and the reserves rows of their own, none twice', async () => {
  const { first, reserves } = await split(1);
  expect([first, ...reserves].map((ref) => ref.rows)).toEqual([100, 50, 50, 50]);
  const all = (await Promise.all([first, ...reserves].map(numbersOf))).flat();
  expect(all).toHaveLength(250);
  expect(new Set(all).size).toBe(250);
});

it('splits the same way for the same seed, and is not run twice', async () => {
  const [once, again, other] = [await split(1), await split(1), await split(2)];
  expect(again.reused).toBe(true);
  expect(again.first.sha256).toBe(once.first.sha256);
  expect(other.first.sha256).not.toBe(once.first.sha256);
});

it('draws without regard to the order of the table', async () => {
  const mean = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const { first, reserves } = await split(3);
  for (const ref of [first, ...reserves]) expect(Math.abs(mean(await numbersOf(ref)) - 125)).toBeLessThan(45);
});

it('refuses a table that is too short for what is asked', async () => {
  await expect(split(1, 300, 3, 50)).rejects.toMatchObject({ code: 'SOURCE_TOO_FEW_ROWS' });
});
