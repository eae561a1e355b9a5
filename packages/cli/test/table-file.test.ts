import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableSchema } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { tableFile } from '../src/model/table-file';

const schema: TableSchema = {
  version: 1,
  columns: [{ name: 'x', type: 'integer', physical: 'int64', role: 'feature', nullable: false, written: {} }],
};
const frame = (...values: number[]): Frame => ({
  schema,
  rows: values.length,
  columns: [{ kind: 'numeric', schema: schema.columns[0]!, values: Float64Array.from(values), valid: null }],
});

describe('the file that --out names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-out-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gets its name when it is whole', async () => {
    const path = join(folder, 'whole.csv');
    writeFileSync(path, 'before');
    const out = await tableFile(path);
    const seen: string[] = [];
    const frames = function* (): Generator<Frame> {
      yield frame(1, 2);
      seen.push(readFileSync(path, 'utf8'));
      yield frame(3);
    };
    expect((await out.write(schema, frames())).rows).toBe(3);
    expect(seen).toEqual(['before']);
    expect(readFileSync(path, 'utf8')).toBe('x\n1\n2\n3\n');
    expect(readdirSync(folder)).toEqual(['whole.csv']);
  });

  it.each(['csv', 'parquet', 'arrow'])('leaves what was there when the rows of a .%s fail', async (extension) => {
    const path = join(folder, `whole.${extension}`);
    writeFileSync(path, 'before');
    const frames = function* (): Generator<Frame> {
      yield frame(1);
      throw new Error('no more');
    };
    await expect((await tableFile(path)).write(schema, frames())).rejects.toThrow('no more');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('is refused before any work', async () => {
    mkdirSync(join(folder, 'a.csv'));
    const data = join(folder, 'data.csv');
    await expect(tableFile(join(folder, 'rows.xlsx'))).rejects.toMatchObject({ code: 'USAGE' });
    await expect(tableFile(join(folder, 'a.csv'))).rejects.toMatchObject({ code: 'USAGE' });
    await expect(tableFile(data, data)).rejects.toMatchObject({ code: 'USAGE' });
    await expect(tableFile(join(folder, 'absent', 'b.csv'))).rejects.toMatchObject({ code: 'PUBLISH_UNWRITABLE' });
  });
});
