import type { StageSettings } from '../environment';
import type { TaskName, Tasks } from '../tasks';
import { HostProcess, type RunOptions } from './host-process';

/**
 * Tasks that come in series share hosts: the next shard, and who lists them, finds its code and model loaded, and small
 * notes about a run find the store open. A host of any other task ends with it.
 */
const SERIES: Partial<Record<TaskName, 'shards' | 'notes'>> = {
  generateShard: 'shards',
  sealShards: 'shards',
  record: 'notes',
  noteRun: 'notes',
  readPlan: 'notes',
  keepGeneration: 'notes',
};
/** Idle hosts are kept so long; then a finished run has given its memory back. */
const IDLE_MS = 10_000;

/** Host processes made on demand and used again. How many run at once is decided by the activity slots above. */
export class HostPool {
  private readonly idle: { host: HostProcess; series: string; timer: NodeJS.Timeout }[] = [];
  private readonly all = new Set<HostProcess>();

  constructor(private readonly settings: StageSettings) {}

  /** Runs a task in a host. Rejects with a HeadwaterError; HOST_CRASHED and HOST_STALLED cost this attempt only. */
  async run<T extends TaskName>(task: T, input: Tasks[T]['input'], options?: RunOptions): Promise<Tasks[T]['output']> {
    const host = this.take(task);
    try {
      return await host.run(task, input, this.settings, options);
    } finally {
      this.giveBack(host, task);
    }
  }

  /** Process ids of the hosts that live. */
  pids(): number[] {
    return [...this.all].filter((host) => host.alive).flatMap((host) => host.pid ?? []);
  }

  /** Kills every host. */
  close(): void {
    for (const { timer } of this.idle) clearTimeout(timer);
    this.idle.length = 0;
    for (const host of this.all) host.kill();
    this.all.clear();
  }

  /** A host of the same series before a fresh one: other code in the same process would only add to its memory. */
  private take(task: TaskName): HostProcess {
    for (let i = this.idle.length - 1; i >= 0; i--) {
      const entry = this.idle[i];
      if (entry === undefined || entry.series !== SERIES[task]) continue;
      this.idle.splice(i, 1);
      clearTimeout(entry.timer);
      if (entry.host.alive) return entry.host;
      this.all.delete(entry.host);
    }
    const host = new HostProcess();
    this.all.add(host);
    return host;
  }

  private giveBack(host: HostProcess, task: TaskName): void {
    const series = SERIES[task];
    if (series === undefined || !host.alive || !this.all.has(host)) {
      this.all.delete(host);
      host.kill();
      return;
    }
    const timer = setTimeout(() => {
      this.idle.splice(
        this.idle.findIndex((entry) => entry.host === host),
        1,
      );
      this.all.delete(host);
      host.kill();
    }, IDLE_MS);
    timer.unref();
    this.idle.push({ host, series, timer });
  }
}
