import { HeadwaterError, type ErrorCode } from '@headwater/contracts';

/** Where in a data file something is wrong. Never a value of it. */
export interface Place {
  path: string;
  line?: number;
  column?: string;
}

/** A coded error about a data file: the message starts with the file, `where` is `file[:line][: column "x"]`. */
export function sourceError(
  code: ErrorCode,
  place: Place,
  problem: string,
  hint: string,
  cause?: unknown,
): HeadwaterError {
  const line = place.line === undefined ? '' : `:${place.line}`;
  const column = place.column === undefined ? '' : `: column ${JSON.stringify(place.column)}`;
  return new HeadwaterError(code, `${place.path}: ${problem}`, {
    where: `${place.path}${line}${column}`,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}

export function quoted(name: string): string {
  return JSON.stringify(name);
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
