import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';

/** Where the embedded server of one state folder keeps its things. */
export interface ServerFolder {
  /** `<state>/temporal`, with all symbolic links resolved: two spellings of one folder share one server. */
  folder: string;
  database: string;
  serverLog: string;
  keeperLog: string;
  /** Which server process runs, on which port; kept after it stopped so that the next start takes the same port. */
  record: string;
  /** The keeper's unix domain socket. */
  socket: string;
}

/** sun_path holds 108 bytes on Linux and 104 on macOS, one of them the final zero. */
const MAX_SOCKET_BYTES = 100;

/**
 * Creates `<state>/temporal` (mode 0700) if needed.
 *
 * @throws HeadwaterError STATE_UNWRITABLE
 */
export function openServerFolder(state: string): ServerFolder {
  const wanted = join(state, 'temporal');
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    accessSync(wanted, constants.R_OK | constants.W_OK | constants.X_OK);
    const folder = realpathSync(wanted);
    return serverFolderAt(folder, socketPath(folder));
  } catch (cause) {
    throw new HeadwaterError(
      'STATE_UNWRITABLE',
      `The state folder ${state} cannot be written: ${(cause as Error).message}`,
      {
        hint: 'Choose another folder with --state, or give yourself the right to write this one.',
        where: wanted,
        cause,
      },
    );
  }
}

/** The same, for the keeper, which is told the resolved folder and the socket. */
export function serverFolderAt(folder: string, socket: string): ServerFolder {
  return {
    folder,
    database: join(folder, 'temporal.db'),
    serverLog: join(folder, 'server.log'),
    keeperLog: join(folder, 'keeper.log'),
    record: join(folder, 'server.json'),
    socket,
  };
}

function socketPath(folder: string): string {
  const inside = join(folder, 'keeper.sock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_BYTES) return inside;
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const outside = join(tmpdir(), `headwater-${userInfo().uid}-${hash}`);
  mkdirSync(outside, { recursive: true, mode: 0o700 });
  // The temporary folder is everybody's: somebody else's folder, or an open one, would let them answer in our place.
  const found = lstatSync(outside);
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${outside} exists and is not a private folder of this user`);
  }
  return join(outside, 'keeper.sock');
}
