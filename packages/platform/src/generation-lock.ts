import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from './processes';

/** A holder writes its name right after creating the file; one that died in between is given up after this time. */
const UNSIGNED_MS = 5_000;

/**
 * A lock between processes of one machine that a killed holder cannot leave behind, without the race of removing a stale
 * lock file that somebody else has just taken: the lock is the file with the highest number, it is taken by creating
 * the next number exclusively, and the highest file is never removed, only marked free.
 */
export class GenerationLock {
  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly generation: number,
  ) {}

  /** Takes `<folder>/<name>.<n>`; undefined while another living process holds it. The folder must exist. */
  static tryAcquire(folder: string, name: string): GenerationLock | undefined {
    for (;;) {
      const highest = Math.max(0, ...generations(folder, name));
      if (highest > 0 && isHeld(join(folder, `${name}.${highest}`))) return undefined;
      try {
        writeFileSync(join(folder, `${name}.${highest + 1}`), JSON.stringify(identifyProcess(process.pid)), {
          flag: 'wx',
        });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
        throw error;
      }
      for (const old of generations(folder, name)) {
        if (old <= highest) rmSync(join(folder, `${name}.${old}`), { force: true });
      }
      return new GenerationLock(folder, name, highest + 1);
    }
  }

  release(): void {
    const path = join(this.folder, `${this.name}.${this.generation}`);
    const free = `${path}.free`;
    try {
      writeFileSync(free, JSON.stringify({ free: true }));
      renameSync(free, path);
    } catch {
      // The folder was removed under us, and the lock with it.
    }
  }
}

function generations(folder: string, name: string): number[] {
  const numbers: number[] = [];
  for (const file of readdirSync(folder)) {
    const suffix = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : '';
    if (/^\d+$/.test(suffix)) numbers.push(Number(suffix));
  }
  return numbers;
}

function isHeld(path: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity | { free: true };
    return !('free' in holder) && isRunning(holder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    return Date.now() - statSync(path).mtimeMs < UNSIGNED_MS;
  }
}
