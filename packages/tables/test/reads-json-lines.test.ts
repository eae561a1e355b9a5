import { gzipSync } from 'node:zlib';
import { open, readFrame, tempFile, types, valuesOf } from './temp-files';

describe('JSON Lines', () => {
  const text = [
    '{"n": 1, "x": 1.5, "flag": true, "city": "Wien", "zip": "1010"}',
    '',
    '{"n": 2, "flag": false, "city": null, "zip": "2020", "late": "x"}',
    '{"zip": "3030", "x": -2e-3, "__proto__": 7, "N": 3}',
  ].join('\n');

  test('take the union of the keys, and missing keys as missing', async () => {
    const frame = await readFrame(tempFile('t.jsonl', text));
    expect(types(frame)).toEqual(
      Object.fromEntries([
        ['n', 'integer'],
        ['x', 'decimal'],
        ['flag', 'boolean'],
        ['city', 'category'],
        ['zip', 'category'],
        ['late', 'category'],
        ['__proto__', 'integer'],
        ['N', 'integer'],
      ]),
    );
    expect(frame.columns.map(valuesOf)).toEqual([
      [1, 2, null],
      [1.5, null, -0.002],
      ['true', 'false', null],
      ['Wien', null, null],
      ['1010', '2020', '3030'],
      [null, 'x', null],
      [null, null, 7],
      [null, null, 3],
    ]);
  });

  test('are known by content, and read from gzip', async () => {
    expect((await open(tempFile('data.txt', text))).dialect).toMatchObject({ format: 'jsonl' });
    expect((await open(tempFile('data', gzipSync(text)))).dialect).toMatchObject({
      format: 'jsonl',
      compression: 'gzip',
    });
    expect((await open(tempFile('data', 'a,b\n{1,2\n'))).dialect).toMatchObject({ format: 'csv' });
  });

  test('keep line ends and any characters in texts', async () => {
    const values = ['a\nb', 'say "hi"', '\u00e9\ud83d\ude00', '\\', ' '];
    const frame = await readFrame(tempFile('t.ndjson', values.map((v) => JSON.stringify({ v })).join('\r\n')));
    expect(valuesOf(frame.columns[0])).toEqual(values);
  });
});
