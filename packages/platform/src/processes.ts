import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One process for all time: process ids are used again, an id together with its start time is not. */
export interface ProcessIdentity {
  pid: number;
  /** The kernel's start time of the process, in its own notation; empty where the system does not tell. */
  started: string;
}

/** Who runs under this id now; undefined when nobody does (a zombie counts as nobody). */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  if (process.platform === 'linux') {
    const stat = readProc(pid, 'stat');
    if (stat !== undefined) {
      // The second field is the name in parentheses and may itself hold spaces and parentheses (proc(5)).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [state] = fields;
      return state === 'Z' || state === 'X' ? undefined : { pid, started: fields[19] ?? '' };
    }
  }
  if (!answersSignals(pid)) return undefined;
  return { pid, started: process.platform === 'linux' ? '' : askPs(pid, 'lstart=') };
}

export function isRunning(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.started === identity.started;
}

/** The command line, arguments separated by spaces; empty when it cannot be read. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') return (readProc(pid, 'cmdline') ?? '').split('\0').join(' ').trim();
  return askPs(pid, 'command=');
}

/** Sends a signal; a process that is already gone is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function askPs(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
