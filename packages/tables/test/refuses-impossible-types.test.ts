import { refusal, SECRET, tempFile } from './temp-files';

describe('a column that cannot be what it must', () => {
  test('is declared integer but holds text: how many, and where', async () => {
    const path = tempFile('t.csv', `a,n\n1,10\n2,${SECRET}\n3,2.5\n4,7\n`);
    const { message, where } = await refusal(path, 'SOURCE_SCHEMA_MISMATCH', { overrides: { n: { type: 'integer' } } });
    expect(message).toContain('column "n" is declared integer but has 2 values that do not fit, the first in line 3');
    expect(where).toBe(`${path}:3: column "n"`);
  });

  test.each(['decimal', 'date', 'timestamp', 'boolean'] as const)('is declared %s but holds names', async (type) => {
    const path = tempFile('t.csv', `a\n${SECRET}\nBob\n`);
    expect((await refusal(path, 'SOURCE_SCHEMA_MISMATCH', { overrides: { a: { type } } })).message).toContain(
      'column "a"',
    );
  });

  test('is declared a date whose day and month cannot be told apart', async () => {
    const path = tempFile('t.csv', 'd\n01/02/2020\n03/04/2020\n');
    expect((await refusal(path, 'SOURCE_SCHEMA_MISMATCH', { overrides: { d: { type: 'date' } } })).message).toContain(
      'cannot be told apart',
    );
  });

  test('is declared boolean but spells it in two ways', async () => {
    await refusal(tempFile('t.csv', 'd\nyes\ntrue\n'), 'SOURCE_SCHEMA_MISMATCH', {
      overrides: { d: { type: 'boolean' } },
    });
  });

  test.each([
    ['reads as numbers', {}],
    ['is declared decimal', { x: { type: 'decimal' as const } }],
    ['is declared integer', { x: { type: 'integer' as const } }],
  ])('%s but has no finite number', async (_, overrides) => {
    const path = tempFile('t.csv', 'a,x\n1,NaN\n2,\n3,-inf\n');
    expect((await refusal(path, 'SOURCE_NO_FINITE_NUMBER', { overrides })).message).toContain('column "x"');
  });

  test('is declared decimal but all missing', async () => {
    await refusal(tempFile('t.csv', 'a,x\n1,\n2,\n'), 'SOURCE_NO_FINITE_NUMBER', {
      overrides: { x: { type: 'decimal' } },
    });
  });
});
