import {
  HeadwaterError,
  MEDIA_TYPES,
  type LabTables,
  type SplitRealInput,
  type StageReceipt,
  type TableSchema,
} from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { labelTable } from '@headwater/tables';
import type { StageEnvironment } from '../environment';
import { once } from '../keyed';
import { withRows } from '../tables-in-store';
import { writeSnapshots } from '../write-snapshots';

/**
 * Real rows of one seed of the laboratory: those of generation 0, and as many reserves of rows as there are later
 * generations, no row in two of them, drawn by the seed. Throws SOURCE_TOO_FEW_ROWS.
 */
export async function splitReal(
  environment: StageEnvironment,
  input: SplitRealInput,
): Promise<LabTables & StageReceipt> {
  const { ingest, rows, reserves, reserveRows, seed } = input;
  const { train } = ingest;
  requireRows(train.rows ?? 0, rows + reserves * reserveRows);
  return once(
    environment,
    {
      stage: 'ingest',
      inputs: { train: train.sha256, schema: ingest.schema.sha256 },
      parameters: { split: 'collapse-lab', rows, reserves, reserveRows },
      seed,
    },
    async () => {
      const { store } = environment;
      const schema = await store.getJson<TableSchema>(ingest.schema);
      const parts = ['first', ...Array.from({ length: reserves }, (_, i) => `reserve-${i}`)];
      const places = placesOf(train.rows ?? 0, [rows, ...Array<number>(reserves).fill(reserveRows)], seed);
      const written = await withRows(environment, train, schema, (source) =>
        writeSnapshots(
          environment.scratch,
          { name: 'the real table', rows: source },
          parts,
          dealer(places, parts),
          (done, total) => environment.report({ note: 'splitting real rows', done, total }),
        ),
      );
      const refs = [];
      for (const part of parts) {
        const { path, rows: count } = written[part] as { path: string; rows: number };
        await labelTable(path, { origin: 'real', generation: 0, source: train.sha256 });
        refs.push(await store.putFile('snapshot', MEDIA_TYPES.parquet, path, count));
      }
      const [first, ...others] = refs as [LabTables['first'], ...LabTables['reserves']];
      return { outputs: { first, reserves: others }, artifacts: refs };
    },
  );
}

/** By row, the part it belongs to; 255 for none. */
function placesOf(total: number, sizes: readonly number[], seed: number): Uint8Array {
  const places = new Uint8Array(total).fill(255);
  const drawn = new RandomStream(seed, 'collapse-lab/real-rows').permutation(total);
  let at = 0;
  sizes.forEach((size, part) => {
    for (const end = at + size; at < end; at++) places[drawn[at] as number] = part;
  });
  return places;
}

/** Tells of the next rows which go to which part. */
function dealer(places: Uint8Array, parts: readonly string[]): (rows: number) => Record<string, Uint32Array> {
  let from = 0;
  return (rows) => {
    const dealt = parts.map(() => [] as number[]);
    for (let i = 0; i < rows; i++) dealt[places[from + i] as number]?.push(i);
    from += rows;
    return Object.fromEntries(parts.map((part, p) => [part, Uint32Array.from(dealt[p] as number[])]));
  };
}

function requireRows(found: number, needed: number): void {
  if (found >= needed) return;
  throw new HeadwaterError(
    'SOURCE_TOO_FEW_ROWS',
    `the table has ${found} rows to train on; the laboratory needs ${needed}`,
    {
      hint: 'Ask for fewer rows or generations, or leave out the protocols with fresh rows.',
    },
  );
}
