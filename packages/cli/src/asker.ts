import { userInfo } from 'node:os';
import { Option } from 'commander';

/** Who asks: `--who`, HEADWATER_USER, or the name of the system's user. */
export const whoOption = (): Option =>
  new Option('--who <name>', 'who asks, for the ledger')
    .default(userName(), 'the name of this user')
    .env('HEADWATER_USER');

export const whyOption = (): Option => new Option('--why <text>', 'why, for the ledger').makeOptionMandatory();

export function userName(): string {
  const named = process.env['HEADWATER_USER'];
  if (named !== undefined && named !== '') return named;
  try {
    return userInfo().username;
  } catch {
    // A process may run under a number that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
