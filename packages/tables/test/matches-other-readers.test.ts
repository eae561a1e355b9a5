import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { frameToBatches, parquetCodec, type Column } from '../src';
import { civilFromDays } from '../src/text/civil-date';
import { open, readFrame, refusal, tempPath, valuesOf } from './temp-files';

const REFERENCE = join(__dirname, '../../../test/reference/tables');
type Values = Record<string, (string | number | boolean | null)[]>;
const { foreign, ours } = JSON.parse(readFileSync(join(REFERENCE, 'expectations.json'), 'utf8')) as {
  foreign: { scalars: Values; times: Values; views: Values };
  ours: {
    arrow: Values;
    arrowTypes: Record<string, string>;
    pandasTypes: Record<string, string>;
    duckdbTypes: Record<string, string>;
    duckdbAgrees: boolean;
  };
};

/** A column's values as the reference spells them: JSON, with words for what JSON lacks and ISO times. */
function spelled(column: Column): (string | number | boolean | null)[] {
  const { type, physical } = column.schema;
  return valuesOf(column).map((value) => {
    if (value === null) return null;
    if (type === 'boolean') return value === column.schema.written.trueText;
    if (typeof value === 'string') return value;
    if (type === 'date') return isoDay(value);
    if (type === 'timestamp') return isoTime(value, { s: 1e6, ms: 1e3, us: 1, ns: 1e-3 }[physical.slice(10, -1)]!);
    return Number.isFinite(value) ? value : String(value).toLowerCase().replace('infinity', 'inf');
  });
}

function isoDay(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isoTime(value: number, unit: number): string {
  const micros = Math.round(value * unit);
  const fraction = ((micros % 1e6) + 1e6) % 1e6;
  const seconds = new Date((micros - fraction) / 1000).toISOString().slice(0, 19);
  return fraction === 0 ? seconds : `${seconds}.${String(fraction).padStart(6, '0')}`;
}

/** The reference's time of day in one zone: `2020-01-01T01:00:00+01:00` is an instant. */
function inUtc(text: string | number | boolean | null): string | null {
  return text === null ? null : isoTime(Date.parse(String(text)), 1000);
}

describe('files that pyarrow wrote', () => {
  test.each(['pyarrow-v1-snappy.parquet', 'pyarrow-v2-zstd.parquet', 'pyarrow-plain.parquet', 'pyarrow-file.arrow'])(
    '%s',
    async (name) => {
      const frame = await readFrame(join(REFERENCE, name));
      const read = Object.fromEntries(frame.columns.map((column) => [column.schema.name, spelled(column)]));
      expect(read).toEqual(foreign.scalars);
      const physical = Object.fromEntries(frame.schema.columns.map((c) => [c.name, c.physical]));
      expect(physical).toEqual({
        ...{ i8: 'int8', i16: 'int16', i32: 'int32', i64: 'int64', u8: 'uint8', u16: 'uint16', u64: 'uint64' },
        // Parquet 1.0 has no unsigned 32-bit integer: pyarrow writes a signed one of 64 bits.
        u32: name.includes('v1') ? 'int64' : 'uint32',
        ...{
          f32: 'float32',
          f64: 'float64',
          bool: 'bool',
          text: 'utf8',
          large: 'utf8',
          price: 'float64',
          coded: 'utf8',
        },
        nothing: 'utf8',
      });
      expect(frame.schema.columns.find((c) => c.name === 'price')).toMatchObject({
        type: 'decimal',
        written: { decimals: 2 },
      });
    },
  );

  test.each(['pyarrow-times.parquet', 'pyarrow-int96.parquet', 'pyarrow-stream.arrows'])('%s', async (name) => {
    const frame = await readFrame(join(REFERENCE, name));
    const read = Object.fromEntries(frame.columns.map((column) => [column.schema.name, spelled(column)]));
    expect(read).toEqual({ ...foreign.times, zoned: foreign.times.zoned!.map(inUtc) });
    expect(frame.schema.columns.at(-1)).toMatchObject({ type: 'timestamp', written: { timezone: 'Europe/Berlin' } });
  });

  test('with string views', async () => {
    const frame = await readFrame(join(REFERENCE, 'pyarrow-view.arrow'));
    expect(spelled(frame.columns[0]!)).toEqual(foreign.views.view);
  });

  test.each(['list', 'struct', 'binary', 'time'])('of %s columns are refused, naming column and type', async (name) => {
    const { message } = await refusal(join(REFERENCE, `pyarrow-${name}.parquet`), 'SOURCE_UNSUPPORTED_TYPE');
    expect(message).toContain(`column "${name}" has the type`);
  });

  test('of no rows, or compressed inside Arrow, are refused', async () => {
    await refusal(join(REFERENCE, 'pyarrow-no-rows.parquet'), 'SOURCE_NO_ROWS');
    expect((await refusal(join(REFERENCE, 'pyarrow-lz4.feather'), 'SOURCE_UNREADABLE')).message).toContain(
      'compressed',
    );
  });
});

describe('the Parquet file that parquetCodec writes', () => {
  test('is the very file that pyarrow, pandas and DuckDB were given', async () => {
    const frame = await readFrame(join(REFERENCE, 'table.csv'));
    const path = tempPath('table.parquet');
    await parquetCodec.write(path, frame.schema, frameToBatches(frame), { metadata: { note: 'reference' } });
    expect(readFileSync(path).equals(readFileSync(join(REFERENCE, 'table.parquet')))).toBe(true);
  });

  test('held for them what it holds for us, in plain columns', async () => {
    const frame = await readFrame(join(REFERENCE, 'table.csv'));
    const read = Object.fromEntries(frame.columns.map((column) => [column.schema.name, spelled(column)]));
    expect(read).toEqual({ ...ours.arrow, seen: ours.arrow.seen!.map(inUtc) });
    expect(ours.duckdbAgrees).toBe(true);
    expect(ours.arrowTypes).toMatchObject({
      city: 'string',
      flag: 'bool',
      born: 'date32[day]',
      seen: 'timestamp[us, tz=UTC]',
    });
    expect(ours.pandasTypes).toMatchObject({ city: 'str', flag: 'bool' });
    expect(ours.duckdbTypes).toMatchObject({ city: 'VARCHAR', flag: 'BOOLEAN', count: 'BIGINT', born: 'DATE' });
  });

  test('opens as a source with the same schema', async () => {
    const again = await open(join(REFERENCE, 'table.parquet'));
    expect(again.schema.columns.map((c) => [c.name, c.type, c.physical])).toEqual(
      (await open(join(REFERENCE, 'table.csv'))).schema.columns.map((c) => [c.name, c.type, c.physical]),
    );
  });
});
