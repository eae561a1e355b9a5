import { sourceError } from '../source-errors';

export function noRows(path: string): Error {
  return sourceError('SOURCE_NO_ROWS', { path }, 'the file has columns and no rows', 'Check the export that wrote it.');
}
