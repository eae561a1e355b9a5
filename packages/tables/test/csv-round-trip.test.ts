import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { csvCodec, frameToBatches, openSource, frameFromBatches } from '../src';
import { readFrame, tempFile, tempPath, valuesOf } from './temp-files';

/** A plain CSV writer of its own, so that reader and writer cannot share a mistake. */
function writeCsv(names: string[], rows: (string | null)[][], delimiter: string, lineEnd: string): string {
  const cell = (text: string | null): string =>
    text === null ? '' : /[",;\t\r\n]|^ | $/.test(text) ? `"${text.split('"').join('""')}"` : text;
  const line = (cells: (string | null)[]): string => cells.map(cell).join(delimiter);
  return [names, ...rows].map(line).join(lineEnd) + lineEnd;
}

const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'B',
    'z',
    ' ',
    '"',
    "'",
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '\u00e9',
    '\u4e16',
    '\ud83d\ude00',
    '0',
    '\\',
    '#',
  ),
  minLength: 1,
  maxLength: 12,
});
const number = fc.double({ noDefaultInfinity: true, noNaN: true, min: -1e12, max: 1e12 }).map((x) => (x === 0 ? 0 : x));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null, freq: 4 });

const table = fc.record({
  texts: fc.array(fc.tuple(maybe(text), maybe(text), maybe(fc.integer()), maybe(number)), {
    minLength: 1,
    maxLength: 40,
  }),
  delimiter: fc.constantFrom(',', ';', '\t'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

describe('CSV read back', () => {
  test('equals what a plain writer wrote', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ texts, delimiter, lineEnd }) => {
        const rows = texts.map(([a, b, n, x]) => [
          'key',
          a,
          b,
          n === null ? null : String(n),
          x === null ? null : String(x),
        ]);
        const path = tempFile('t.csv', writeCsv(['k', 'a', 'b', 'n', 'x'], rows, delimiter, lineEnd));
        const overrides = { a: { type: 'text' as const }, b: { type: 'category' as const } };
        const frame = await readFrame(path, { overrides, options: { delimiter, quote: '"', decimal: '.' } });
        expect(valuesOf(frame.columns[1])).toEqual(texts.map(([a]) => a));
        expect(valuesOf(frame.columns[2])).toEqual(texts.map(([, b]) => b));
        expect(valuesOf(frame.columns[3])).toEqual(texts.map(([, , n]) => n));
        expect(valuesOf(frame.columns[4])).toEqual(texts.map(([, , , x]) => x));
      }),
      { numRuns: 60, seed: 20240611 },
    );
  });

  test('equals what csvCodec wrote, byte for byte the second time', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ texts }) => {
        const rows = texts.map(([a, b, n, x]) => [
          'key',
          a,
          b,
          n === null ? null : String(n),
          x === null ? null : x.toFixed(3),
        ]);
        const overrides = { a: { type: 'text' as const }, b: { type: 'text' as const } };
        const first = await readFrame(tempFile('t.csv', writeCsv(['k', 'a', 'b', 'n', 'x'], rows, ',', '\n')), {
          overrides,
        });
        const [once, twice] = [tempPath('once.csv'), tempPath('twice.csv')];
        await csvCodec.write(once, first.schema, frameToBatches(first, 7));
        const source = await openSource(
          { path: once, options: { quote: '"', delimiter: ',' } },
          overrides,
          first.schema,
        );
        const second = await frameFromBatches(source.schema, source.batches());
        expect(second.columns.map(valuesOf)).toEqual(first.columns.map(valuesOf));
        await csvCodec.write(twice, second.schema, frameToBatches(second));
        expect(readFileSync(twice, 'utf8')).toBe(readFileSync(once, 'utf8'));
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});
