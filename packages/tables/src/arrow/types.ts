import {
  Bool,
  DataType,
  DateDay,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  Precision,
  Schema,
  TimeUnit,
  Timestamp,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
} from 'apache-arrow';
import type { ColumnSchema, PhysicalType, TableSchema } from '@headwater/contracts';

const UNITS = {
  'timestamp[s]': TimeUnit.SECOND,
  'timestamp[ms]': TimeUnit.MILLISECOND,
  'timestamp[us]': TimeUnit.MICROSECOND,
  'timestamp[ns]': TimeUnit.NANOSECOND,
} as const;

/** The Arrow type a column is stored as. */
export function arrowTypeOf(column: ColumnSchema): DataType {
  switch (column.physical) {
    case 'int8':
      return new Int8();
    case 'int16':
      return new Int16();
    case 'int32':
      return new Int32();
    case 'int64':
      return new Int64();
    case 'uint8':
      return new Uint8();
    case 'uint16':
      return new Uint16();
    case 'uint32':
      return new Uint32();
    case 'uint64':
      return new Uint64();
    case 'float32':
      return new Float32();
    case 'float64':
      return new Float64();
    case 'bool':
      return new Bool();
    case 'date32':
      return new DateDay();
    case 'utf8':
      return new Utf8();
    default:
      return new Timestamp(UNITS[column.physical], column.written.timezone ?? null);
  }
}

/**
 * The storage kept for a foreign Arrow type; null where it is not supported (nested, binary, times of day, durations).
 */
export function physicalOf(type: DataType): PhysicalType | null {
  if (DataType.isDictionary(type)) return physicalOf(type.dictionary as DataType);
  if (DataType.isNull(type) || DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type))
    return 'utf8';
  if (DataType.isInt(type)) return `${type.isSigned ? '' : 'u'}int${type.bitWidth}` as PhysicalType;
  if (DataType.isFloat(type)) return type.precision === Precision.DOUBLE ? 'float64' : 'float32';
  if (DataType.isDecimal(type)) return 'float64';
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isDate(type)) return 'date32';
  if (DataType.isTimestamp(type))
    return (['timestamp[s]', 'timestamp[ms]', 'timestamp[us]', 'timestamp[ns]'] as const)[type.unit];
  return null;
}

/**
 * Arrow schema of a table. With `dictionaries`, categories stored as text become Dictionary<Int32, Utf8>, whose ids are
 * the column numbers: Arrow's own ids count up per process and would make equal tables differ in their bytes.
 */
export function arrowSchemaOf(schema: TableSchema, dictionaries: boolean, metadata?: Map<string, string>): Schema {
  const fields = schema.columns.map((column, j) => {
    const coded =
      dictionaries && column.physical === 'utf8' && (column.type === 'category' || column.type === 'boolean');
    return new Field(column.name, coded ? new Dictionary(new Utf8(), new Int32(), j) : arrowTypeOf(column), true);
  });
  return new Schema(fields, metadata);
}
