import { open, readFrame, tempFile, valuesOf } from './temp-files';

describe('the first line', () => {
  test('is data where it holds only numbers and dates', async () => {
    const path = tempFile('t.csv', '1,2.5,2020-01-01\n3,4.5,2020-01-02\n');
    const source = await open(path);
    expect(source.schema.columns.map((c) => c.name)).toEqual(['column_1', 'column_2', 'column_3']);
    expect(source.rows).toBe(2);
    expect(source.warnings.join()).toContain('read as data');
  });

  test('is a header where some cell is a name, though others are numbers', async () => {
    const source = await open(tempFile('t.csv', 'country,2019,2020\nA,1,2\n'));
    expect(source.schema.columns.map((c) => c.name)).toEqual(['country', '2019', '2020']);
  });

  test('is what the options say', async () => {
    const text = tempFile('t.csv', 'x,y\nz,w\n');
    expect(valuesOf((await readFrame(text, { options: { header: false } })).columns[0])).toEqual(['x', 'z']);
    const numbers = tempFile('t.csv', '2019,2020\n5,6\n');
    expect((await open(numbers, { options: { header: true } })).schema.columns.map((c) => c.name)).toEqual([
      '2019',
      '2020',
    ]);
  });

  test('may leave a name out: one is made, with a warning', async () => {
    const source = await open(tempFile('t.csv', ',a,column_1\n0,x,1\n1,y,2\n'));
    expect(source.schema.columns.map((c) => c.name)).toEqual(['column_1_', 'a', 'column_1']);
    expect(source.warnings).toEqual(['column 1 has no name; it is called "column_1_"']);
  });

  test('may hold any characters', async () => {
    const names = [
      'a b',
      'say "hi"',
      "it's",
      '__proto__',
      'a.b',
      '\u00e9\ud83d\ude00',
      'x,y',
      'line\nend',
      'constructor',
      'A',
      'a',
    ];
    const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const path = tempFile(
      't.csv',
      `${header}\n${names.map((_, j) => j).join(',')}\n${names.map((_, j) => j * 2).join(',')}\n`,
    );
    const frame = await readFrame(path, {
      overrides: Object.fromEntries([['__proto__', { type: 'decimal' as const }]]),
    });
    expect(frame.schema.columns.map((c) => c.name)).toEqual(names);
    expect(frame.schema.columns[3]).toMatchObject({ name: '__proto__', type: 'decimal' });
    expect(valuesOf(frame.columns[10])).toEqual([10, 20]);
  });
});
