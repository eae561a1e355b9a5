import type { ColumnSchema, LogicalType, PhysicalType } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';

export type Cell = number | string | boolean | null;
export interface ColumnData {
  type: LogicalType;
  physical?: PhysicalType;
  role?: ColumnSchema['role'];
  values: readonly Cell[];
}

const PHYSICAL: Record<LogicalType, PhysicalType> = {
  integer: 'int64',
  decimal: 'float64',
  date: 'date32',
  timestamp: 'timestamp[us]',
  boolean: 'bool',
  category: 'utf8',
  text: 'utf8',
  identifier: 'utf8',
};

/** A frame from cells by column; null is missing. */
export function frameOf(data: Record<string, ColumnData>): Frame {
  const columns = Object.entries(data).map(([name, column]) => columnOf(name, column));
  return {
    schema: { version: 1, columns: columns.map((c) => c.schema) },
    rows: Object.values(data)[0]?.values.length ?? 0,
    columns,
  };
}

function columnOf(name: string, { type, physical = PHYSICAL[type], role = 'feature', values }: ColumnData): Column {
  const schema: ColumnSchema = { name, type, physical, role, nullable: values.includes(null), written: {} };
  if (['integer', 'decimal', 'date', 'timestamp'].includes(type)) {
    const valid = values.includes(null) ? Uint8Array.from(values, (v) => (v === null ? 0 : 1)) : null;
    return { kind: 'numeric', schema, values: Float64Array.from(values, (v) => (v === null ? 0 : Number(v))), valid };
  }
  const levels = [...new Set(values.filter((v) => v !== null).map(String))];
  const codes = Int32Array.from(values, (v) => (v === null ? -1 : levels.indexOf(String(v))));
  return { kind: 'categorical', schema, codes, levels };
}

/** A watcher that never stops and forgets what it is told. */
export const unwatched = { report: (): void => undefined, stopRequested: (): boolean => false };
