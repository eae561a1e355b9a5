import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const MARK = 'HEADWATER_BENCH_MARK';
/** USER_HZ of Linux. */
const TICKS = 100;
const PAGE = 4096;

/**
 * Watches every process that inherits its mark: processor time, also of processes that were killed, and resident memory.
 * Reads /proc, so Linux only. A process loses what it did after it was last looked at.
 */
export class ProcessMeter {
  mark = randomUUID();
  env = { [MARK]: this.mark };
  #seen = new Map();
  #foreign = new Set();
  #timer;

  start(everyMs = 100) {
    this.#timer = setInterval(() => this.look(), everyMs);
    return this;
  }

  stop() {
    clearInterval(this.#timer);
    this.look();
  }

  /** The marked processes that live: { pid, parent, command, cpuSeconds, bytes }. */
  look() {
    const alive = [];
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      const found = this.#read(Number(name));
      if (found !== null) alive.push(found);
    }
    return alive;
  }

  /** Processor seconds of all marked processes so far. */
  get cpuSeconds() {
    let sum = 0;
    for (const { cpuSeconds } of this.#seen.values()) sum += cpuSeconds;
    return sum;
  }

  #read(pid) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A process number may be given out again: its start tells it from the one before.
      const key = `${pid}/${fields[19]}`;
      if (this.#foreign.has(key)) return null;
      let known = this.#seen.get(key);
      if (known === undefined) {
        const environ = readFileSync(`/proc/${pid}/environ`, 'utf8');
        // Between fork and exec a process shows its parent's: it is looked at again.
        if (!environ.includes(this.mark)) {
          if (environ !== '') this.#foreign.add(key);
          return null;
        }
        known = {};
        this.#seen.set(key, known);
      }
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      Object.assign(known, {
        pid,
        parent: Number(fields[1]),
        command,
        cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
        bytes: Number(fields[21]) * PAGE,
      });
      return fields[0] === 'Z' ? null : known;
    } catch {
      return null;
    }
  }
}

/** What a process of an installation is: command, worker, host, keeper, server, store or null. */
export function roleOf({ command }) {
  if (command.includes('start-dev')) return 'server';
  if (command.includes('versitygw') && command.includes('posix')) return 'store';
  if (command.includes('keeper/main.js')) return 'keeper';
  if (command.includes('host/main.js')) return 'host';
  if (/main\.js worker /.test(command)) return 'worker';
  return command.includes('headwater.js') ? 'command' : null;
}
