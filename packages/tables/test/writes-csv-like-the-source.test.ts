import { readFileSync } from 'node:fs';
import { csvCodec, frameToBatches } from '../src';
import { readFrame, tempFile, tempPath } from './temp-files';

async function rewritten(content: string): Promise<string> {
  const frame = await readFrame(tempFile('t.csv', content));
  const path = tempPath('again.csv');
  const { rows, bytes } = await csvCodec.write(path, frame.schema, frameToBatches(frame));
  const text = readFileSync(path, 'utf8');
  expect(rows).toBe(frame.rows);
  expect(bytes).toBe(Buffer.byteLength(text));
  return text;
}

describe('csvCodec', () => {
  test.each([
    ['numbers', 'a,b,c\n39,1.25,-7\n40,2,0\n,0.5,1\n'],
    ['no exponents', 'a\n0.0000001\n1234567890123456\n0.5\n'],
    ['NaN and infinities', 'a\n1.5\nNaN\nInfinity\n-Infinity\n'],
    ['boolean words', 'a,b\nYES,f\nNO,t\n,f\n'],
    ['dates', 'a,b\n31.12.2020,1/2/2020\n01.01.1999,12/31/1999\n'],
    [
      'time stamps',
      'a,b\n2020-01-01 10:20:30,2020-01-01T10:20:30+05:30\n1960-02-29 00:00:00,2021-01-01T00:00:00+05:30\n',
    ],
    ['instants', 'a\n2020-01-01T10:20:30.250000Z\n1960-02-29T00:00:00.000001Z\n'],
    ['quotes where they are needed', 'a,"b ""c"""\n"x, y","line\nend"\nplain,"say ""hi"""\n'],
    ['one column with missing values', 'a\nx\n""\ny\n'],
  ])('writes %s as they came', async (_, content) => {
    expect(await rewritten(content)).toBe(content);
  });

  test('turns a decimal comma into a point, and CRLF into LF', async () => {
    expect(await rewritten('a;b\r\n1,5;x\r\n2;y\r\n')).toBe('a,b\n1.5,x\n2,y\n');
  });

  test('rounds made values to the digits of the source', async () => {
    const frame = await readFrame(tempFile('t.csv', 'x\n1.25\n39\n'));
    const column = frame.columns[0]!;
    if (column.kind !== 'numeric') throw new Error('not numeric');
    column.values.set([2.34567, 0.004]);
    const path = tempPath('made.csv');
    await csvCodec.write(path, frame.schema, frameToBatches(frame));
    expect(readFileSync(path, 'utf8')).toBe('x\n2.35\n0\n');
  });

  test('reads back', async () => {
    const path = tempFile('t.csv', 'a,b\n1,x\n2,y\n');
    let rows = 0;
    for await (const batch of csvCodec.read(path)) rows += batch.numRows;
    expect(rows).toBe(2);
  });
});
