import { open, readFrame, tempFile, valuesOf } from './temp-files';

describe('odd columns that are fine', () => {
  test('NaN and infinities among numbers are values, not missing', async () => {
    const frame = await readFrame(tempFile('t.csv', 'a,x\n1,1.5\n2,NaN\n3,\n4,inf\n5,-Infinity\n'));
    expect(frame.schema.columns[1]).toMatchObject({ type: 'decimal', nullable: true, written: { decimals: 1 } });
    expect(valuesOf(frame.columns[1])).toEqual([1.5, NaN, null, Infinity, -Infinity]);
  });

  test('all missing among others', async () => {
    const source = await open(tempFile('t.csv', 'a,nothing\n1,\n2,\n'));
    expect(source.schema.columns[1]).toMatchObject({ type: 'category', physical: 'utf8', nullable: true });
    expect(source.warnings).toEqual(['column "nothing" every value is missing']);
    const frame = await readFrame(tempFile('t.csv', 'a,nothing\n1,\n2,\n'));
    expect(frame.columns[1]).toMatchObject({ kind: 'categorical', levels: [], codes: new Int32Array([-1, -1]) });
  });

  test('constants', async () => {
    const frame = await readFrame(tempFile('t.csv', 'a,b,c\n7,x,TRUE\n7,x,TRUE\n'));
    expect(frame.schema.columns.map((c) => c.type)).toEqual(['integer', 'category', 'boolean']);
    expect(frame.columns[2]).toMatchObject({ levels: ['TRUE', 'FALSE'], codes: new Int32Array([0, 0]) });
  });

  test('a declared category with one value a row', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => `v${i}`);
    const frame = await readFrame(tempFile('t.csv', `a\n${lines.join('\n')}\n`), {
      overrides: { a: { type: 'category' } },
    });
    expect(frame.columns[0]).toMatchObject({ kind: 'categorical', levels: lines });
  });

  test('texts that mean missing only where that is said', async () => {
    const path = tempFile('t.csv', 'a,b\n1,NA\n?,x\n3,NULL\n');
    const literal = await readFrame(path);
    expect(valuesOf(literal.columns[1])).toEqual(['NA', 'x', 'NULL']);
    const told = await readFrame(path, { options: { nullValues: ['NA', '?', 'NULL'] } });
    expect(told.columns.map(valuesOf)).toEqual([
      [1, null, 3],
      [null, 'x', null],
    ]);
  });

  test('quoted empty fields are missing like bare ones', async () => {
    const frame = await readFrame(tempFile('t.csv', 'a,b\n"",1\nx,\n'));
    expect(frame.columns.map(valuesOf)).toEqual([
      [null, 'x'],
      [1, null],
    ]);
  });

  test('two thousand of them, in seconds', async () => {
    const columns = 2000;
    const rows = 300;
    const line = (i: number): string =>
      Array.from({ length: columns }, (_, j) =>
        j % 3 === 0 ? `c${(i * j) % 11}` : String(((i + 1) * (j + 3)) % 1009),
      ).join(',');
    const names = Array.from({ length: columns }, (_, j) => `column ${j}`).join(',');
    const lines = Array.from({ length: rows }, (_, i) => line(i));
    const path = tempFile('wide.csv', `${[names, ...lines].join('\n')}\n`);
    const start = performance.now();
    const frame = await readFrame(path);
    expect((performance.now() - start) / 1000).toBeLessThan(15);
    expect(frame.columns).toHaveLength(columns);
    expect(valuesOf(frame.columns[1999])[299]).toBe((300 * 2002) % 1009);
    expect(frame.schema.columns[3]!.type).toBe('category');
  });
});
