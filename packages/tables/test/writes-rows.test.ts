import { openRowWriter } from '../src';
import { readFrame, tempPath, types, valuesOf } from './temp-files';

test('rows appended one by one are a Parquet file that reads back', async () => {
  const path = tempPath('rows.parquet');
  const writer = await openRowWriter(path, [
    { name: 'run', type: 'utf8' },
    { name: 'rows', type: 'int64' },
    { name: 'score', type: 'float64' },
    { name: 'ok', type: 'bool' },
    { name: 'at', type: 'timestamp' },
  ]);
  const at = new Date('2024-05-06T07:08:09.123Z');
  for (let i = 0; i < 5000; i++)
    await writer.append({ run: `r${i % 3}`, rows: i, score: i / 7, ok: i % 2 === 0, at: i === 1 ? null : at });
  await writer.append({ run: 'last' });
  await writer.close();
  const frame = await readFrame(path);
  expect(types(frame)).toMatchObject({ run: 'category', score: 'decimal', ok: 'boolean', at: 'timestamp' });
  expect(frame.rows).toBe(5001);
  const values = Object.fromEntries(frame.columns.map((column) => [column.schema.name, valuesOf(column)]));
  expect(values.run!.slice(-2)).toEqual(['r1', 'last']);
  expect(values.score![700]).toBe(100);
  expect(values.at!.slice(0, 2)).toEqual([at.getTime(), null]);
  expect(values.rows!.at(-1)).toBeNull();
});
