import type { ColumnSchema, Feedback, TableSchema } from '@headwater/contracts';
import { invalid } from './read-feedback';

/** Throws FEEDBACK_INVALID for a segment whose column the table lacks, or whose value the column cannot have. */
export function checkSegments(segments: Feedback['segments'], { columns }: TableSchema): void {
  segments.forEach(({ column: name, value }, k) => {
    const where = `segments[${k}]`;
    const column = columns.find((c) => c.name === name);
    if (column === undefined) throw invalid(where, `${where}: the version has no column ${JSON.stringify(name)}`);
    const lacks = whyNot(column, value);
    if (lacks !== null) throw invalid(where, `${where}: column ${JSON.stringify(name)} (${column.type}) ${lacks}`);
  });
}

function whyNot({ type, role }: ColumnSchema, value: string | number | boolean): string | null {
  if (type === 'identifier' || type === 'text' || role === 'id') return 'tells rows apart, so it has no segments';
  if ((type === 'integer' || type === 'decimal') && typeof value !== 'number') return 'holds numbers';
  if ((type === 'date' || type === 'timestamp') && typeof value !== 'string') return 'holds times, written as text';
  return null;
}
