import { HeadwaterError, type ColumnSchema } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';

/**
 * Holds the frames to one list of columns: same names and order as in `train`, values on the same scale.
 * Throws SOURCE_SCHEMA_MISMATCH that names the frame and the first column that differs.
 */
export function requireSameColumns(train: Frame, others: Readonly<Record<string, Frame>>): void {
  for (const [name, frame] of Object.entries(others)) {
    if (frame.columns.length !== train.columns.length) {
      throw mismatch(name, `it has ${frame.columns.length} columns, the training rows have ${train.columns.length}`);
    }
    for (const [i, expected] of train.columns.entries()) {
      const found = frame.columns[i];
      if (found?.schema.name !== expected.schema.name) {
        const names = `${JSON.stringify(found?.schema.name)}, expected ${JSON.stringify(expected.schema.name)}`;
        throw mismatch(name, `column ${i + 1} is ${names}`);
      }
      if (scaleOf(found.schema, found.kind) !== scaleOf(expected.schema, expected.kind)) {
        const kinds = `${describe(found)}, expected ${describe(expected)}`;
        throw mismatch(name, `column ${JSON.stringify(expected.schema.name)} is ${kinds}`);
      }
    }
  }
}

/** Columns of one scale hold values that mean the same: time stamps of another unit do not, decimals and integers do. */
function scaleOf({ type, physical }: ColumnSchema, kind: Column['kind']): string {
  if (kind === 'categorical') return kind;
  if (type === 'timestamp') return physical;
  return type === 'date' ? type : 'number';
}

function describe({ kind, schema }: Column): string {
  return `${kind} (${schema.type === 'timestamp' ? schema.physical : schema.type})`;
}

function mismatch(frame: string, what: string): HeadwaterError {
  return new HeadwaterError('SOURCE_SCHEMA_MISMATCH', `the ${frame} rows do not fit the training rows: ${what}`, {
    hint: 'Give all three tables the same columns, in the same order, read with the same schema.',
    where: frame,
  });
}
