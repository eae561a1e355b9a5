import { statfsSync } from 'node:fs';
import { HeadwaterError } from '@headwater/contracts';
import type { ServerFolder } from '../embedded/state-folder';
import { lastLines } from './log-file';

/** A new database takes 3 MB. */
const LEAST_FREE_BYTES = 4 * 1024 * 1024;

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
    sign: /read-?only|permission denied|unable to open database/i,
    what: 'its database cannot be written',
    hint: (at) => `Give yourself the right to write ${at.database}, or choose another folder with --state.`,
  },
  { sign: /address already in use/i, what: 'its port is taken', hint: () => 'Try again: another port is chosen.' },
];

/** Why the server did not start, from what it wrote to its log after the byte `logFrom`. */
export function startFailure(outcome: string, at: ServerFolder, logFrom: number): HeadwaterError {
  if (freeBytes(at.folder) < LEAST_FREE_BYTES) {
    // On a full disk the server cannot even say so in its log.
    return new HeadwaterError(
      'STORE_FULL',
      `The embedded Temporal server did not start: the disk of ${at.folder} is full`,
      {
        hint: 'Free some space there, or choose another folder with --state.',
        where: at.folder,
      },
    );
  }
  const lines = lastLines(at.serverLog, 5, logFrom);
  const cause = CAUSES.find(({ sign }) => lines.some((line) => sign.test(line)));
  const what = cause === undefined ? outcome : `${cause.what} (${outcome})`;
  const said = lines.length === 0 ? 'It wrote nothing to its log.' : `It said: ${lines.join(' | ')}`;
  return new HeadwaterError('TEMPORAL_UNAVAILABLE', `The embedded Temporal server did not start: ${what}. ${said}`, {
    hint: cause?.hint(at) ?? `See ${at.serverLog}, or set TEMPORAL_ADDRESS to use another server.`,
    where: at.serverLog,
  });
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && /address already in use/i.test(error.message);
}
