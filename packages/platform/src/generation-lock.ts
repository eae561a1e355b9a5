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
      const next = highest + 1;
      if (highest > 0 && isHeld(join(folder, `${name}.${highest}`))) return undefined;
      if (!create(join(folder, `${name}.${next}`))) continue;
      const present = generations(folder, name);
      // Since we looked, others may have taken and left this number and been swept up: then a higher one is there.
      const overtaken = present.some((generation) => generation > next);
      for (const old of present) {
        if (old < next || (overtaken && old === next)) rmSync(join(folder, `${name}.${old}`), { force: true });
      }
      if (!overtaken) return new GenerationLock(folder, name, next);
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

/** Signs a new file; false when it exists already. */
function create(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(identifyProcess(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isHeld(path: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity | { free: true };
    return !('free' in holder) && isRunning(holder);
  } catch {
    // Not signed yet, or swept up by the holder of a higher number.
    const created = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - created < UNSIGNED_MS;
  }
}
