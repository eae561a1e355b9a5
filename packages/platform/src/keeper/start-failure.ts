import { HeadwaterError } from '@headwater/contracts';
import type { ServerFolder } from '../embedded/state-folder';
import { lastLines } from './log-file';

const CAUSES: { sign: RegExp; what: string; hint: (at: ServerFolder) => string }[] = [
  {
    sign: /not a database|malformed|disk image|corrupt/i,
    what: 'its database is damaged',
    hint: (at) =>
      `Move ${at.database} (and its -wal and -shm) away to begin with an empty one: runs in progress are forgotten, but ` +
      'finished stages and published tables are kept elsewhere and are used again.',
  },
  {
    sign: /database is locked|SQLITE_BUSY/i,
    what: 'its database is locked by another process',
    hint: (at) => `Find who has ${at.database} open (fuser, lsof) and end it, or choose another folder with --state.`,
  },
  {
    sign: /no space left|disk is full|SQLITE_FULL/i,
    what: 'the disk is full',
    hint: (at) => `Free some space where ${at.folder} lives.`,
  },
  {
    sign: /read-?only|permission denied|unable to open database/i,
    what: 'its database cannot be written',
    hint: (at) => `Give yourself the right to write ${at.database}, or choose another folder with --state.`,
  },
  { sign: /address already in use/i, what: 'its port is taken', hint: () => 'Try again: another port is chosen.' },
];

/** Why the server did not start, from what it wrote to its log after the byte `logFrom`. */
export function startFailure(outcome: string, at: ServerFolder, logFrom: number): HeadwaterError {
  const lines = lastLines(at.serverLog, 5, logFrom);
  const cause = CAUSES.find(({ sign }) => lines.some((line) => sign.test(line)));
  const what = cause === undefined ? outcome : `${cause.what} (${outcome})`;
  const said = lines.length === 0 ? 'It wrote nothing to its log.' : `It said: ${lines.join(' | ')}`;
  return new HeadwaterError('TEMPORAL_UNAVAILABLE', `The embedded Temporal server did not start: ${what}. ${said}`, {
    hint: cause?.hint(at) ?? `See ${at.serverLog}, or set TEMPORAL_ADDRESS to use another server.`,
    where: at.serverLog,
  });
}

export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && /address already in use/i.test(error.message);
}
