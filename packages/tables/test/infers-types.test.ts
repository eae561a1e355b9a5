import type { ColumnSchema } from '@headwater/contracts';
import { open, tempFile } from './temp-files';

/** The schema of a column of these values, beside a column that is never missing. */
async function infer(values: readonly string[], name = 'x'): Promise<ColumnSchema & { warnings: string[] }> {
  const lines = values.map((value) => `k,"${value}"`).join('\n');
  const source = await open(tempFile('t.csv', `keep,${name}\n${lines}\n`));
  return { ...source.schema.columns[1]!, warnings: source.warnings };
}

const repeat = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('numbers', () => {
  test.each([
    ['integer', ['1', '-2', '0', '9007199254740991']],
    ['integer', ['0', '1', '1', '0']],
    ['integer', [' 1', '2 ']],
    ['decimal', ['1', '2.5']],
    ['decimal', ['1e3', '2']],
    ['decimal', ['.5', '5.', '-0.25']],
    ['decimal', ['1', 'NaN', '-Infinity', 'inf']],
    ['category', ['007', '012']],
    ['category', ['+49', '+1']],
    ['category', ['9007199254740993', '1']],
    ['category', ['1,5', '2,5']],
    ['category', ['1 000', '2']],
    ['category', ['1', 'one']],
    ['category', ['0x1F', '1']],
    ['category', ['NaN', 'none']],
  ])('%s: %j', async (type, values) => {
    expect(await infer(values)).toMatchObject({ type });
  });

  test('remember the most digits after the mark, up to 17', async () => {
    expect((await infer(['1', '2.125', '3.5'])).written).toEqual({ decimals: 3 });
    expect((await infer(['1.5e-7', '1'])).written).toEqual({ decimals: 8 });
    expect((await infer([`0.${'1'.repeat(25)}`])).written).toEqual({ decimals: 17 });
    expect((await infer(['12', '13'])).written).toEqual({ decimals: 0 });
  });

  test('are looked at in every row, not in a sample', async () => {
    expect(await infer([...repeat(60_000, (i) => String(i % 50)), 'x'])).toMatchObject({ type: 'category' });
    expect(await infer([...repeat(60_000, (i) => String(i % 50)), '0.5'])).toMatchObject({ type: 'decimal' });
  });
});

describe('booleans', () => {
  test.each([
    ['TRUE', 'FALSE'],
    ['true', 'false'],
    ['True', 'False'],
    ['t', 'f'],
    ['Yes', 'No'],
    ['Y', 'N'],
  ])('%s and %s', async (trueText, falseText) => {
    expect(await infer([falseText, trueText, ''])).toMatchObject({
      type: 'boolean',
      physical: 'bool',
      written: { trueText, falseText },
    });
  });

  test.each([[['yes', 'false']], [['true', 'TRUE']], [['true', 'false', 'maybe']], [['Y']]])(
    'but not %j',
    async (values) => {
      expect(await infer(values)).toMatchObject({ type: 'category' });
    },
  );
});

describe('dates and time stamps', () => {
  test.each([
    ['%Y-%m-%d', ['2020-02-29', '1850-01-01']],
    ['%Y/%m/%d', ['2020/02/29']],
    ['%d.%m.%Y', ['01.02.2020', '31.12.1999']],
    ['%-d.%-m.%Y', ['1.2.2020', '31.12.1999']],
    ['%d/%m/%Y', ['01/02/2020', '13/02/2020']],
    ['%m/%d/%Y', ['01/02/2020', '02/13/2020']],
    ['%-m/%-d/%Y', ['1/2/2020', '12/13/2020']],
    ['%d-%b-%Y', ['01-Feb-2020']],
    ['%B %-d, %Y', ['February 1, 2020', 'March 12, 2020']],
  ])('date %s', async (format, values) => {
    expect(await infer(values)).toMatchObject({ type: 'date', physical: 'date32', written: { format } });
  });

  test.each([
    ['%Y-%m-%dT%H:%M:%S', undefined, ['2020-01-01T10:20:30']],
    ['%Y-%m-%d %H:%M:%S.%f', undefined, ['2020-01-01 10:20:30', '2020-01-01 10:20:30.5']],
    ['%Y-%m-%d %H:%M', undefined, ['2020-01-01 10:20']],
    ['%Y-%m-%dT%H:%M:%SZ', 'UTC', ['2020-01-01T10:20:30Z']],
    ['%Y-%m-%dT%H:%M:%S%z', '+02:00', ['2020-01-01T10:20:30+02:00']],
    ['%-m/%-d/%Y %-H:%M', undefined, ['1/2/2020 9:05', '1/31/2020 19:05']],
  ])('timestamp %s', async (format, timezone, values) => {
    expect((await infer(values)).written).toEqual({ format, ...(timezone && { timezone }) });
    expect(await infer(values)).toMatchObject({ type: 'timestamp', physical: 'timestamp[us]' });
  });

  test.each([
    [['2020-02-30']],
    [['2020-01-01', '2020/01/02']],
    [['2020-13-01']],
    [['2020-01-01', '2020-01-01 10:00']],
    [['10:30']],
    [['20200101x']],
  ])('not %j', async (values) => {
    expect(await infer(values)).toMatchObject({ type: 'category' });
  });

  test('whose day and month cannot be told apart stay categories, with a warning', async () => {
    const column = await infer(['01/02/2020', '03/04/2020']);
    expect(column.type).toBe('category');
    expect(column.warnings.join()).toContain('day and month cannot be told apart');
  });

  test('of several zones are kept as instants, with a warning', async () => {
    const column = await infer(['2020-01-01T10:00:00+01:00', '2020-07-01T10:00:00+02:00']);
    expect(column).toMatchObject({ type: 'timestamp', written: { timezone: 'UTC', format: '%Y-%m-%dT%H:%M:%SZ' } });
    expect(column.warnings.join()).toContain('mixes time zones');
  });
});

describe('identifiers', () => {
  const hex = (i: number): string =>
    Math.imul(i + 1, 0x9e3779b1)
      .toString(16)
      .replace('-', '')
      .padStart(8, '0')
      .slice(0, 8);
  test.each([
    ['codes', repeat(60, (i) => `AB-${i * 7}`)],
    ['leading zeros', repeat(60, (i) => String(i * 13).padStart(6, '0'))],
    ['UUIDs', repeat(60, (i) => `${hex(i)}-${hex(i).slice(0, 4)}-4abc-8abc-${hex(i)}abcd`)],
    ['e-mail addresses', repeat(60, (i) => `${'abcdefghij'[i % 10]}${i}.x@example.org`)],
    ['beyond 2^53', repeat(60, (i) => `${9007199254740993n + BigInt(i) * 977n}`)],
  ])('text: %s', async (_, values) => {
    expect(await infer(values)).toMatchObject({ type: 'identifier', physical: 'utf8', role: 'id' });
  });

  test('whole numbers that count, or are named like keys', async () => {
    expect(await infer(repeat(60, (i) => String(1000 + i)))).toMatchObject({
      type: 'identifier',
      physical: 'int64',
      role: 'id',
    });
    expect(
      await infer(
        repeat(60, (i) => String((i * 7919) % 100_003)),
        'customer_id',
      ),
    ).toMatchObject({ type: 'identifier' });
    expect(
      await infer(
        repeat(60, (i) => String((i * 7919) % 100_003)),
        'orderId',
      ),
    ).toMatchObject({ type: 'identifier' });
  });

  test.each([
    ['measured integers', repeat(60, (i) => String((i * 7919) % 100_003)), 'weight', 'integer'],
    ['a word that ends in id', repeat(60, (i) => String((i * 7919) % 100_003)), 'paid', 'integer'],
    ['measured decimals', repeat(60, (i) => String(i + 0.5)), 'id', 'decimal'],
    ['years', repeat(60, (i) => String(1950 + i)), 'year', 'integer'],
    ['keys that repeat', repeat(120, (i) => String(i % 60)), 'user_id', 'integer'],
    ['keys with gaps', [...repeat(60, (i) => String(i)), ''], 'x', 'integer'],
    ['few rows', repeat(40, (i) => String(i)), 'id', 'integer'],
    [
      'names',
      repeat(
        60,
        (i) =>
          `${'Ada Kurt Emmy Alan'.split(' ')[i % 4]} ${String.fromCharCode(65 + (i % 26), 97 + Math.floor(i / 26))}son`,
      ),
      'x',
      'text',
    ],
  ])('but not %s', async (_, values, name, type) => {
    expect(await infer(values, name)).toMatchObject({ type });
  });
});

describe('texts and categories', () => {
  const prose = (i: number): string =>
    `The ${i % 9}th customer wrote that order ${i} came late and the box was damaged at the corner`;

  test('prose that is nearly all different is text', async () => {
    expect(await infer(repeat(100, prose))).toMatchObject({ type: 'text', physical: 'utf8' });
    expect(await infer(repeat(20, prose))).toMatchObject({ type: 'text' });
  });

  test('words that come again are categories, however many', async () => {
    expect(await infer(repeat(3000, (i) => `town ${i % 1000}`))).toMatchObject({ type: 'category', physical: 'utf8' });
    expect(await infer(['a', 'b', 'c'])).toMatchObject({ type: 'category' });
    expect(await infer(['only', 'only', 'only'])).toMatchObject({ type: 'category' });
  });
});
