import { HeadwaterError } from '@headwater/contracts';
import { InvalidArgumentError } from 'commander';

/** A whole number of at least `least`, for commander. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw new InvalidArgumentError(`It must be a whole number, ${least} or more.`);
  };
}

/** A number, for commander; the model says which it takes. */
export function anyNumber(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('It must be a number.');
}

/** `RUN DATA`, or `DATA` alone where --bundle names the model. Throws USAGE. */
export function runAndData(words: readonly string[], bundle: string | undefined): { run?: string; data: string } {
  const [first, second, ...more] = words;
  if (bundle !== undefined && first !== undefined && second === undefined) return { data: first };
  if (bundle === undefined && first !== undefined && second !== undefined && more.length === 0)
    return { run: first, data: second };
  throw new HeadwaterError(
    'USAGE',
    bundle === undefined ? 'a run and a data file are needed' : 'with --bundle, one data file is needed and no run',
    { hint: 'Write RUN DATA, where RUN is a run id or `latest`; or --bundle DIR DATA.' },
  );
}
