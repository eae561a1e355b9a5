import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { ActivityInterceptors } from '@temporalio/worker';

interface Attempt {
  taskToken: Uint8Array;
}

/**
 * Remembers, in a file each, the tasks that this process works on, so that the worker that comes after a killed one can
 * hand them back at once: the server itself finds out only when their heartbeats have been missing for long.
 */
export class TasksUnderWay {
  private readonly own: string;

  /** `root`: a folder shared by the workers that follow each other on this machine. */
  constructor(private readonly root: string) {
    this.own = join(root, folderOf(process.pid));
  }

  /** Tokens of workers of this machine that are no more; each is given once. */
  takeOrphans(): Uint8Array[] {
    const tokens: Uint8Array[] = [];
    mkdirSync(this.root, { recursive: true });
    for (const name of readdirSync(this.root)) {
      if (!isOfDead(name)) continue;
      const folder = join(this.root, name);
      for (const file of readdirSync(folder)) tokens.push(readFileSync(join(folder, file)));
      rmSync(folder, { recursive: true, force: true });
    }
    mkdirSync(this.own, { recursive: true });
    return tokens;
  }

  readonly interceptor = ({ info }: { info: Attempt }): ActivityInterceptors => ({
    inbound: {
      execute: async (input, next) => {
        const path = join(this.own, createHash('sha256').update(info.taskToken).digest('hex'));
        try {
          writeFileSync(path, info.taskToken);
        } catch {
          // A full disk or a folder that was removed costs the quick handing back, not the task.
        }
        try {
          return await next(input);
        } finally {
          rmSync(path, { force: true });
        }
      },
    },
  });

  close(): void {
    rmSync(this.own, { recursive: true, force: true });
  }
}

/** Several machines, or containers, may share a folder: a process is looked for only where it would be. */
function folderOf(pid: number): string {
  return `${hostname()}-${pid}`;
}

function isOfDead(name: string): boolean {
  const at = name.lastIndexOf('-');
  const pid = Number(name.slice(at + 1));
  if (name.slice(0, at) !== hostname() || !Number.isInteger(pid)) return false;
  // In a container every worker has the same number: what lies under ours is a predecessor's.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}
