import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parquetCodec, TableWriter } from '@headwater/tables';
import { madeTable } from '../scaling/rows.mjs';

const COLUMNS = 50;

/** Real, held-out (a quarter) and synthetic rows of one made population, as Parquet files in `folder`; kept if there. */
export async function writeWideTables(folder, rows, seed) {
  mkdirSync(folder, { recursive: true });
  const parts = { real: [rows, seed], holdout: [rows / 4, seed + 1], synthetic: [rows, seed + 2] };
  const files = { name: `made, ${rows.toLocaleString('en-US')} x ${COLUMNS}` };
  for (const [part, [count, own]] of Object.entries(parts)) {
    files[part] = join(folder, `wide-${part}-${count}.parquet`);
    if (!existsSync(files[part]))
      await write(files[part], madeTable({ rows: count, columns: COLUMNS, cardinality: 100, seed: own }));
  }
  return files;
}

async function write(path, source) {
  const writer = new TableWriter(parquetCodec, path, source.schema);
  for await (const frame of source.batches()) await writer.add(frame);
  await writer.finish();
}
