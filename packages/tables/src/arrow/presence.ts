import { DataType, type Data } from 'apache-arrow';

/** Tells for a row of an Arrow array whether it holds a value; null where every row does. */
export function presence(data: Data): ((row: number) => boolean) | null {
  // The null type has no bitmap for getValid to look into.
  if (DataType.isNull(data.type)) return () => false;
  return data.nullCount > 0 ? (row) => data.getValid(row) : null;
}
