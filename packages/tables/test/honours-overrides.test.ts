import { open, readFrame, tempFile, valuesOf } from './temp-files';

describe('overrides', () => {
  const path = tempFile('t.csv', 'n,code,flag,when\n1,10,1,01.02.2020\n2.0,,0,03.04.2020\n3,12,1,\n');

  test('declare types that the values can have', async () => {
    const frame = await readFrame(path, {
      overrides: {
        n: { type: 'integer' },
        code: { type: 'category' },
        flag: { type: 'boolean' },
        when: { type: 'text' },
      },
    });
    expect(frame.schema.columns.map((c) => [c.type, c.physical])).toEqual([
      ['integer', 'int64'],
      ['category', 'utf8'],
      ['boolean', 'bool'],
      ['text', 'utf8'],
    ]);
    expect(frame.columns.map(valuesOf)).toEqual([
      [1, 2, 3],
      ['10', null, '12'],
      ['1', '0', '1'],
      ['01.02.2020', '03.04.2020', null],
    ]);
  });

  test('declare roles without touching types', async () => {
    const source = await open(path, { overrides: { code: { role: 'sensitive' }, flag: { role: 'target' } } });
    expect(source.schema.columns.map((c) => c.role)).toEqual(['feature', 'sensitive', 'target', 'feature']);
    expect(source.schema.columns[1]!.type).toBe('integer');
  });

  test('let an integer column be decimal, and keep one of keys from being an identifier', async () => {
    const keys = tempFile('t.csv', `id\n${Array.from({ length: 100 }, (_, i) => i).join('\n')}\n`);
    expect((await open(keys)).schema.columns[0]!.type).toBe('identifier');
    expect((await open(keys, { overrides: { id: { type: 'integer' } } })).schema.columns[0]!.type).toBe('integer');
    expect((await open(keys, { overrides: { id: { type: 'decimal' } } })).schema.columns[0]).toMatchObject({
      type: 'decimal',
      physical: 'float64',
    });
  });
});
