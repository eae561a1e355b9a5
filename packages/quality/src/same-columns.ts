import { HeadwaterError } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';

/**
 * Holds the frames to one list of columns: same names, order and kind of storage as in `train`.
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
      if (found.kind !== expected.kind) {
        const kinds = `${found.kind} (${found.schema.type}), expected ${expected.kind} (${expected.schema.type})`;
        throw mismatch(name, `column ${JSON.stringify(expected.schema.name)} is ${kinds}`);
      }
    }
  }
}

function mismatch(frame: string, what: string): HeadwaterError {
  return new HeadwaterError('SOURCE_SCHEMA_MISMATCH', `the ${frame} rows do not fit the training rows: ${what}`, {
    hint: 'Give all three tables the same columns, in the same order, read with the same schema.',
    where: frame,
  });
}
