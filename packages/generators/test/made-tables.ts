import type { ColumnSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { CategoricalColumn, Column, Frame, NumericColumn } from '@headwater/tables';

export function schema(name: string, type: ColumnSchema['type'], over: Partial<ColumnSchema> = {}): ColumnSchema {
  const physical = {
    integer: 'int64',
    decimal: 'float64',
    boolean: 'bool',
    date: 'date32',
    timestamp: 'timestamp[ms]',
  } as const;
  return {
    name,
    type,
    physical: physical[type as keyof typeof physical] ?? 'utf8',
    role: 'feature',
    nullable: true,
    written: {},
    ...over,
  };
}

/** null is missing. */
export function numeric(columnSchema: ColumnSchema, values: readonly (number | null)[]): NumericColumn {
  const valid = values.includes(null) ? Uint8Array.from(values, (v) => (v === null ? 0 : 1)) : null;
  return { kind: 'numeric', schema: columnSchema, values: Float64Array.from(values, (v) => v ?? 0), valid };
}

export function categorical(columnSchema: ColumnSchema, values: readonly (string | null)[]): CategoricalColumn {
  const levels = [...new Set(values.filter((v): v is string => v !== null))];
  return {
    kind: 'categorical',
    schema: columnSchema,
    codes: Int32Array.from(values, (v) => (v === null ? -1 : levels.indexOf(v))),
    levels,
  };
}

export function frameOf(...columns: Column[]): Frame {
  const first = columns[0] as Column;
  return {
    schema: { version: 1, columns: columns.map((c) => c.schema) },
    rows: first.kind === 'numeric' ? first.values.length : first.codes.length,
    columns,
  };
}

/** The column's cells: null where missing. */
export function cells(frame: Frame, name: string): (string | number | null)[] {
  const column = frame.columns.find((c) => c.schema.name === name) as Column;
  return column.kind === 'numeric'
    ? Array.from(column.values, (v, i) => (column.valid !== null && column.valid[i] === 0 ? null : v))
    : Array.from(column.codes, (c) => (c < 0 ? null : (column.levels[c] as string)));
}

/** A table of `rows` people: income follows education, grade is education in numbers, wage follows income, some cells missing. */
export function people(rows: number, seed = 5): Frame {
  const random = new RandomStream(seed, 'people');
  const schools = ['none', 'school', 'college', 'doctor'];
  const education = Array.from({ length: rows }, () => random.below(4));
  const rich = education.map((e) => random.uniform() < [0.05, 0.2, 0.6, 0.9][e]!);
  return frameOf(
    categorical(
      schema('education', 'category'),
      education.map((e) => schools[e] as string),
    ),
    numeric(
      schema('grade', 'integer'),
      education.map((e) => 3 * e + 1),
    ),
    categorical(
      schema('rich', 'boolean', { written: { trueText: 'Yes', falseText: 'No' } }),
      rich.map((r) => (r ? 'Yes' : 'No')),
    ),
    numeric(
      schema('wage', 'decimal', { written: { decimals: 2 } }),
      rich.map((r) =>
        random.uniform() < 0.1 ? null : Number(((r ? 60_000 : 20_000) * Math.exp(0.2 * random.normal())).toFixed(2)),
      ),
    ),
    numeric(
      schema('joined', 'date'),
      Array.from({ length: rows }, () => 18_000 + random.below(900)),
    ),
    categorical(
      schema('key', 'identifier', { role: 'id' }),
      Array.from({ length: rows }, (_, i) => `P-${String(1000 + i * 7).padStart(6, '0')}`),
    ),
  );
}
