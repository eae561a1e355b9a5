import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';

const NO_SPACE: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Gives the errors of a full disk their code; a stage writes scratch files of its own, beside what the store writes. */
export function codedError(error: unknown, scratch: string): unknown {
  if (isHeadwaterError(error)) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === undefined || !NO_SPACE.has(code)) return error;
  return new HeadwaterError('STORE_FULL', `no space is left for temporary files in ${scratch}`, {
    hint: 'Free some space there and give the same command again: what is done is kept.',
    where: scratch,
    cause: error,
  });
}
