import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { open, readFrame, tempFile, types, valuesOf } from './temp-files';

describe('CSV dialects', () => {
  test.each([
    ['comma', 'a,b\n1,x\n2,y\n'],
    ['semicolon', 'a;b\n1;x\n2;y\n'],
    ['tab', 'a\tb\n1\tx\n2\ty\n'],
    ['bar', 'a|b\n1|x\n2|y\n'],
    ['CRLF', 'a,b\r\n1,x\r\n2,y\r\n'],
    ['CR', 'a,b\r1,x\r2,y\r'],
    ['mixed line ends', 'a,b\r\n1,x\n2,y'],
    ['a byte order mark', '\ufeffa,b\n1,x\n2,y\n'],
    ['a byte order mark and quotes', '\ufeff"a","b"\n"1","x"\n"2","y"\n'],
    ['no last line end', 'a,b\n1,x\n2,y'],
    ['blank lines around', '\n\na,b\n1,x\n\n2,y\n\n\n'],
    ['single quotes', "a,b\n1,'x'\n2,'y'\n"],
    ['blanks before quotes', 'a, "b"\n1, "x"\n2, "y"\n'],
  ])('with %s', async (_, content) => {
    const frame = await readFrame(tempFile('t.csv', content));
    expect(frame.schema.columns.map((c) => c.name.trim())).toEqual(['a', 'b']);
    expect(frame.columns.map(valuesOf)).toEqual([
      [1, 2],
      ['x', 'y'],
    ]);
  });

  test('of text only keep their header', async () => {
    const frame = await readFrame(tempFile('t.csv', 'name,city\nAda,London\nKurt,Wien\n'));
    expect(frame.schema.columns.map((c) => c.name)).toEqual(['name', 'city']);
    expect(frame.rows).toBe(2);
  });

  test('of one column have no delimiter', async () => {
    const frame = await readFrame(tempFile('t.csv', 'name\nAda Lovelace; London\n"G\u00f6del, Kurt"\n\nx\n'));
    expect(valuesOf(frame.columns[0])).toEqual(['Ada Lovelace; London', 'G\u00f6del, Kurt', null, 'x']);
  });

  test('with a decimal comma', async () => {
    const path = tempFile('t.csv', 'a;b\n1,25;x\n-,5;y\n3;z\n');
    const source = await open(path);
    expect(source.dialect).toMatchObject({ delimiter: ';', decimal: ',' });
    const frame = await readFrame(path);
    expect(valuesOf(frame.columns[0])).toEqual([1.25, -0.5, 3]);
    expect(frame.schema.columns[0]).toMatchObject({ type: 'decimal', written: { decimals: 2 } });
  });

  test('with a decimal comma and quoted commas where that is said', async () => {
    const frame = await readFrame(tempFile('t.csv', 'a,b\n"1,5",x\n"2,25",y\n'), { options: { decimal: ',' } });
    expect(valuesOf(frame.columns[0])).toEqual([1.5, 2.25]);
  });

  test('with quotes, delimiters and line ends inside values', async () => {
    const frame = await readFrame(tempFile('t.csv', 'a,b\n"x, ""y""","1\n\n2"\n"\r\n",z\n'));
    expect(frame.columns.map(valuesOf)).toEqual([
      ['x, "y"', '\r\n'],
      ['1\n\n2', 'z'],
    ]);
  });

  test('packed with gzip, leaving nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('headwater-text-')).length;
    const before = left();
    const frame = await readFrame(tempFile('t.csv.gz', gzipSync('a,b\n1,x\n2,y\n')));
    expect(valuesOf(frame.columns[1])).toEqual(['x', 'y']);
    expect(types(await readFrame(tempFile('t.tsv.gz', gzipSync('a\tb\n1\tx\n2\ty\n'))))).toEqual({
      a: 'integer',
      b: 'category',
    });
    expect(left()).toBe(before);
  });

  test('packed with zstd', async () => {
    const bytes = Buffer.from('KLUv/SAMYQAAYSxiCjEseAoyLHkK', 'base64');
    const frame = await readFrame(tempFile('t.csv.zst', bytes));
    expect(valuesOf(frame.columns[1])).toEqual(['x', 'y']);
  });

  test('in a path that looks like a pattern', async () => {
    const frame = await readFrame(tempFile("odd [1]*?'name.csv", 'a\nx\ny\n'));
    expect(valuesOf(frame.columns[0])).toEqual(['x', 'y']);
  });
});
