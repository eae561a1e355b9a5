import { HeadwaterError, isHeadwaterError, type ErrorCode } from '@headwater/contracts';

export interface Attempt {
  /** The store, the publish target or the path as people know it. */
  place: string;
  /** Whether it is reached over a network. */
  remote: boolean;
  /** How many bytes were to be written. */
  bytes?: number;
}

/**
 * OpenDAL's Node binding reports every failure with the code `GenericFailure`; the kind is the first word of the
 * message, and an error of the operating system ends it with its number (both as of 0.49.2).
 */
export function isKind(
  error: unknown,
  kind: 'NotFound' | 'ConditionNotMatch' | 'PermissionDenied' | 'ConfigInvalid',
): boolean {
  return messageOf(error).startsWith(`${kind} `);
}

/** Not by `instanceof Error`: a native module's errors may come from another realm than this file's. */
function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | null)?.message;
  return typeof message === 'string' ? message : String(error);
}

const ERRNO: Record<number, string> = {
  1: 'EPERM',
  2: 'ENOENT',
  13: 'EACCES',
  17: 'EEXIST',
  20: 'ENOTDIR',
  27: 'EFBIG',
  28: 'ENOSPC',
  30: 'EROFS',
  36: 'ENAMETOOLONG',
  122: 'EDQUOT',
};

/** The three ways in which an operating system says that there is no room for more bytes. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const UNWRITABLE: Record<string, string> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  EEXIST: 'it, or a part of its path, is a file and not a folder',
  ENOTDIR: 'a part of its path is a file and not a folder',
  ENOENT: 'no folder can be made there',
  ENAMETOOLONG: 'its path is too long',
};

const REMOTE_FULL = /status: 507|InsufficientStorage|QuotaExceeded|StorageFull|no space left/i;

/** The HeadwaterError for whatever OpenDAL or Node threw. One that is already a HeadwaterError is passed on. */
export function storeFailure(error: unknown, attempt: Attempt): HeadwaterError {
  if (isHeadwaterError(error)) return error;
  const { place, remote } = attempt;
  const number = operatingSystemError(error);
  const message = messageOf(error);
  if ((number && FULL.has(number)) || (remote && REMOTE_FULL.test(message))) return full(attempt, error);
  if (!remote && number && UNWRITABLE[number]) {
    return failure('STATE_UNWRITABLE', `${place} cannot be written: ${UNWRITABLE[number]} (${number})`, error, {
      hint: 'Choose another folder, or give this user the right to write there.',
    });
  }
  if (isKind(error, 'PermissionDenied')) {
    return failure('STORE_DENIED', `${place} refuses access: ${detail(message)}`, error, {
      hint: 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to keys that may read, write and list there.',
    });
  }
  if (isKind(error, 'ConfigInvalid')) {
    return failure('STORE_URI_INVALID', `${place} cannot be used: ${detail(message)}`, error, {
      hint: 'Check the bucket, the endpoint and the region in the URI.',
    });
  }
  return failure('STORE_UNAVAILABLE', `${place} does not answer as it should: ${detail(message)}`, error, {
    hint: remote ? 'Check that the endpoint can be reached; the work is tried again.' : 'Check the disk.',
  });
}

function full({ place, bytes }: Attempt, cause: unknown): HeadwaterError {
  const needed = bytes === undefined ? '' : `: ${bytes} bytes were to be written`;
  return failure('STORE_FULL', `no space is left in ${place}${needed}`, cause, {
    hint: 'Free some space there, or raise the quota, and start the run again: what is done is kept.',
  });
}

function failure(code: ErrorCode, message: string, cause: unknown, options: { hint: string }): HeadwaterError {
  return new HeadwaterError(code, message, { ...options, cause });
}

function operatingSystemError(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return code;
  const number = /\(os error (\d+)\)/.exec(messageOf(error))?.[1];
  return number === undefined ? undefined : ERRNO[Number(number)];
}

/** What the service said, without the request's context: that holds headers and ids nobody can use. */
function detail(message: string): string {
  const said =
    /message: "([^"]+)"/.exec(message)?.[1] ?? message.slice(message.lastIndexOf('=> ') + 1).replace(/^> /, '');
  return said.slice(0, 300);
}
