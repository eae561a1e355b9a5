import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { prepareLedgerKey } from './ledger-key';
import type { StageSettings } from '@headwater/stages';

/** Where everything of one installation lies. */
export interface StateFolder {
  root: string;
  store: string;
  published: string;
  cards: string;
  scratch: string;
  workerLog: string;
  /** What workers of this machine work on, so that a killed one's tasks are handed back at once. */
  tasks: string;
  /** File with the key that signs ledgers. */
  ledgerKey: string;
}

const MIB = 1024 * 1024;
/** A run that starts with less would not get far. */
const LEAST_FREE_AT_START = 64 * MIB;
/** Below this the server could not write its history: better to say so than to wait for a server that cannot store. */
export const LEAST_FREE_WHILE_RUNNING = 8 * MIB;

export function stateFolder(dir: string): StateFolder {
  const root = resolve(dir);
  return {
    root,
    store: process.env['HEADWATER_STORE'] ?? join(root, 'store'),
    published: join(root, 'published'),
    cards: join(root, 'cards'),
    scratch: join(root, 'scratch'),
    workerLog: join(root, 'worker.log'),
    tasks: join(root, 'tasks'),
    ledgerKey: resolve(process.env['HEADWATER_LEDGER_KEY'] ?? join(root, 'keys', 'ledger.pem')),
  };
}

/** Creates the folder; refuses one that cannot be written or has no room. */
export function prepareState(state: StateFolder): void {
  try {
    for (const dir of [state.root, state.cards, state.scratch]) makeFolder(dir);
  } catch (error) {
    throw new HeadwaterError(
      'STATE_UNWRITABLE',
      `the state folder ${state.root} cannot be written: ${(error as Error).message}`,
      {
        hint: 'Name another with --state.',
        cause: error,
      },
    );
  }
  requireRoom(state.root);
  prepareLedgerKey(state);
}

/** Parents first. Node's own recursive mkdir never returns below /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(dirname(dir));
  try {
    mkdirSync(dir);
  } catch (error) {
    // Another command made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

export function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

export function requireRoom(dir: string, least = LEAST_FREE_AT_START): void {
  const free = freeBytes(dir);
  if (free >= least) return;
  throw new HeadwaterError(
    'STORE_FULL',
    `${dir} has ${(free / MIB).toFixed(1)} MiB left; a run needs at least ${least / MIB} MiB`,
    {
      hint: 'Free some space and give the same command again, or name another folder with --state.',
      where: dir,
    },
  );
}

/** Stage settings of a worker in this state folder; its scratch space is its own, and that of dead workers is removed. */
export function stageSettings(state: StateFolder, store?: string): StageSettings {
  sweepScratch(state.scratch);
  return {
    store: store ?? state.store,
    publishRoot: state.published,
    scratch: join(state.scratch, String(process.pid)),
    threads: availableParallelism(),
    ledgerKey: state.ledgerKey,
  };
}

function sweepScratch(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    const pid = Number(name);
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(scratch, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
