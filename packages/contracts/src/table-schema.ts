/** Logical type: what the values mean and how they are modelled. */
export type LogicalType = 'integer' | 'decimal' | 'boolean' | 'category' | 'date' | 'timestamp' | 'text' | 'identifier';

export const LOGICAL_TYPES: readonly LogicalType[] = [
  'integer',
  'decimal',
  'boolean',
  'category',
  'date',
  'timestamp',
  'text',
  'identifier',
];

/** What a column is to the chain's owner. */
export type ColumnRole = 'feature' | 'id' | 'target' | 'sensitive' | 'quasi-identifier';

export const COLUMN_ROLES: readonly ColumnRole[] = ['feature', 'id', 'target', 'sensitive', 'quasi-identifier'];

/** Storage type in Arrow and Parquet. Kept from a typed source; for CSV and JSON Lines chosen from the logical type. */
export type PhysicalType =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64'
  | 'float32'
  | 'float64'
  | 'bool'
  | 'utf8'
  | 'date32'
  | 'timestamp[s]'
  | 'timestamp[ms]'
  | 'timestamp[us]'
  | 'timestamp[ns]';

export interface ColumnSchema {
  name: string;
  type: LogicalType;
  physical: PhysicalType;
  role: ColumnRole;
  /** Whether the source has missing values in this column. */
  nullable: boolean;
  /**
   * How values were written in the source, so that text output can be written alike.
   * `decimals`: most digits seen after the decimal point (integer: 0). `trueText`, `falseText`: the words of a boolean.
   * `format`: a date or time pattern in DuckDB's strftime letters. `timezone`: IANA name or offset of a time stamp.
   */
  written: {
    decimals?: number;
    trueText?: string;
    falseText?: string;
    format?: string;
    timezone?: string;
  };
}

export interface TableSchema {
  version: 1;
  columns: ColumnSchema[];
}
