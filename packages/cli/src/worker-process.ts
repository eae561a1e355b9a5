import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './output';
import type { StateFolder } from './state-folder';

const RESTART_AFTER_MS = 1_000;
/** Enough for a host to finish its chunk and write a checkpoint. */
const STOP_WITHIN_MS = 30_000;

/** A worker in a child process, started again whenever it dies. It ends with this process, however that ends. */
export class SupervisedWorker {
  private child: ChildProcess | null = null;
  private stopping = false;
  private restart: NodeJS.Timeout | undefined;

  /** `more`: further arguments of `headwater worker`. */
  constructor(
    private readonly state: StateFolder,
    private readonly more: readonly string[] = [],
  ) {
    this.start();
  }

  /** Asks the worker to save and stop; kills it if it does not. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await exited;
    clearTimeout(killer);
  }

  private start(): void {
    const log = openSync(this.state.workerLog, 'a');
    const child = fork(join(__dirname, 'main.js'), ['worker', '--state', this.state.root, ...this.more], {
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.child = child;
    child.once('exit', (code, signal) => {
      if (this.stopping) return;
      say(`worker ended (${signal ?? `exit code ${code}`}); starting another`);
      this.restart = setTimeout(() => this.start(), RESTART_AFTER_MS);
    });
  }
}
