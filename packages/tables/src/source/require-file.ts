import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { sourceError } from '../source-errors';

/** Refuses what cannot be read as a file: SOURCE_NOT_FOUND, SOURCE_UNREADABLE, SOURCE_EMPTY. */
export async function requireFile(path: string): Promise<void> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw fromSystem(path, error);
  });
  if (stats.isDirectory())
    throw sourceError(
      'SOURCE_UNREADABLE',
      { path },
      'this is a folder, not a file',
      'Name one data file; folders are not read.',
    );
  if (!stats.isFile())
    throw sourceError(
      'SOURCE_UNREADABLE',
      { path },
      'this is not a regular file',
      'Copy the data to a file: it is read more than once.',
    );
  await access(path, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw fromSystem(path, error);
  });
  if (stats.size === 0) throw empty(path, 'the file has no bytes');
}

export function empty(path: string, problem: string): Error {
  return sourceError(
    'SOURCE_EMPTY',
    { path },
    problem,
    'Check the export that wrote it; a table needs a header and rows.',
  );
}

/** The coded form of a file system error. */
export function fromSystem(path: string, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
    return sourceError(
      'SOURCE_NOT_FOUND',
      { path },
      'there is no such file',
      'Check source.path; a relative path starts from the folder of the chain file.',
      error,
    );
  }
  const reason =
    error.code === 'EACCES' || error.code === 'EPERM'
      ? 'permission to read it is denied'
      : `it cannot be opened (${error.code ?? error.message})`;
  return sourceError('SOURCE_UNREADABLE', { path }, reason, 'Let the user who runs the worker read the file.', error);
}
