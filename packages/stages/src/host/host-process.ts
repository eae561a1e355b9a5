import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { HeadwaterError, fromErrorRecord, type StageProgress } from '@headwater/contracts';
import type { StageSettings } from '../environment';
import type { TaskName, Tasks } from '../tasks';
import type { FromHost, ToHost } from './protocol';

export interface RunOptions {
  onProgress?(progress: StageProgress): void;
  /** Abort to cancel: the host is asked to stop, and killed when it does not answer within `stopGraceMs`. */
  signal?: AbortSignal;
  /** A host that sends nothing for so long has stalled and is killed. A slow one reports and is left alone. */
  stallMs?: number;
  stopGraceMs?: number;
}

const DEFAULT_STALL_MS = 10 * 60_000;
const DEFAULT_STOP_GRACE_MS = 20_000;

/** One host process, doing at most one task at a time. */
export class HostProcess {
  private readonly child: ChildProcess;
  private dead = false;

  constructor() {
    this.child = fork(join(__dirname, 'main.js'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Small young generations: stage code allocates typed arrays, which live outside the heap anyway.
      execArgv: ['--max-semi-space-size=16'],
    });
    this.child.once('exit', () => (this.dead = true));
  }

  get alive(): boolean {
    return !this.dead && this.child.connected;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(): void {
    this.dead = true;
    this.child.kill('SIGKILL');
  }

  run<T extends TaskName>(
    task: T,
    input: Tasks[T]['input'],
    settings: StageSettings,
    options: RunOptions = {},
  ): Promise<Tasks[T]['output']> {
    const { child } = this;
    const { signal } = options;
    return new Promise((resolve, reject) => {
      const stallMs = options.stallMs ?? DEFAULT_STALL_MS;
      let stall: NodeJS.Timeout | undefined;
      let grace: NodeJS.Timeout | undefined;

      const settle = (finish: () => void): void => {
        clearTimeout(stall);
        clearTimeout(grace);
        child.off('message', onMessage);
        child.off('exit', onExit);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const watch = (): void => {
        clearTimeout(stall);
        stall = setTimeout(() => {
          this.kill();
          settle(() =>
            reject(
              new HeadwaterError(
                'HOST_STALLED',
                `${task}: the host process reported nothing for ${stallMs / 1000} s and was stopped`,
              ),
            ),
          );
        }, stallMs);
      };
      const onMessage = (message: FromHost): void => {
        watch();
        if (message.type === 'progress') options.onProgress?.(message.progress);
        else if (message.type === 'result') settle(() => resolve(message.output as Tasks[T]['output']));
        else
          settle(() =>
            reject(
              Object.assign(
                fromErrorRecord(message.error),
                message.stack === undefined ? {} : { stack: message.stack },
              ),
            ),
          );
      };
      const onExit = (code: number | null, killedBy: string | null): void => {
        const how = killedBy === null ? `exit code ${code}` : `signal ${killedBy}`;
        const error = signal?.aborted
          ? new HeadwaterError('RUN_CANCELLED', `${task} was cancelled`)
          : new HeadwaterError('HOST_CRASHED', `${task}: the host process ended with ${how}`, {
              hint: 'The attempt is repeated from the last checkpoint. If it happens again, look for memory limits.',
            });
        settle(() => reject(error));
      };
      const onAbort = (): void => {
        this.send({ type: 'stop' });
        grace = setTimeout(() => this.kill(), options.stopGraceMs ?? DEFAULT_STOP_GRACE_MS);
      };

      child.on('message', onMessage);
      child.once('exit', onExit);
      signal?.addEventListener('abort', onAbort);
      watch();
      this.send({ type: 'run', task, input, settings });
      if (signal?.aborted) onAbort();
    });
  }

  private send(message: ToHost): void {
    // The callback keeps a channel that closes this instant from throwing; the exit event tells the rest.
    if (this.child.connected) this.child.send(message, () => undefined);
  }
}
