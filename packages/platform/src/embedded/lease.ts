import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromErrorRecord, HeadwaterError } from '@headwater/contracts';
import { keeperFailed, type LaunchedKeeper, launchKeeper } from './keeper-launch';
import { type KeeperMessage, onMessages, PROTOCOL } from './protocol';
import type { ServerFolder } from './state-folder';

const READY_MS = 120_000;
const RECONNECT_MS = 60_000;

export type ReadyServer = Extract<KeeperMessage, { kind: 'ready' }>;

export interface LeaseOptions {
  at: ServerFolder;
  /** Called when a keeper has to be started: where the `temporal` executable is. */
  findCli: () => Promise<string>;
  /** How long the server may take to answer, the fetching or building of its executable not counted. */
  readyMs?: number;
  signal?: AbortSignal;
}

/** One command's claim on the embedded server: an open connection to the keeper, renewed when the keeper dies. */
export class Lease {
  readonly lost: Promise<Error>;
  private declareLost!: (error: Error) => void;
  private socket: Socket | undefined;
  private released = false;

  private constructor(private readonly options: LeaseOptions) {
    this.lost = new Promise((resolve) => (this.declareLost = resolve));
  }

  /**
   * Connects to the keeper of this folder, starting one if there is none, and waits until its server answers.
   *
   * @throws HeadwaterError TEMPORAL_UNAVAILABLE; or the reason of the aborted signal
   */
  static async take(options: LeaseOptions): Promise<{ lease: Lease; server: ReadyServer }> {
    const lease = new Lease(options);
    try {
      const { socket, server } = await reachServer(options, options.readyMs ?? READY_MS);
      lease.hold(socket, server);
      return { lease, server };
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  release(): Promise<void> {
    this.released = true;
    const { socket } = this;
    if (socket === undefined || socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      socket.destroy();
    });
  }

  private hold(socket: Socket, server: ReadyServer): void {
    this.socket = socket;
    // A lease does not keep its process alive.
    socket.unref();
    onMessages(socket, (message) => {
      if (message.kind === 'failed') this.declareLost(fromErrorRecord(message.error));
    });
    const onClose = (): void => {
      if (!this.released) void this.renew(server);
    };
    if (socket.destroyed) onClose();
    else socket.once('close', onClose);
  }

  /** The keeper died or was stopped: the server may still run, and the next keeper takes it over. */
  private async renew(server: ReadyServer): Promise<void> {
    try {
      const next = await reachServer({ ...this.options, background: true }, RECONNECT_MS);
      if (this.released) next.socket.destroy();
      else this.hold(next.socket, next.server);
      if (next.server.address !== server.address) {
        this.declareLost(
          new HeadwaterError(
            'TEMPORAL_UNAVAILABLE',
            `The embedded Temporal server moved from ${server.address} to ${next.server.address}`,
            {
              hint: 'Give the same command again: the run goes on where it was.',
            },
          ),
        );
      }
    } catch (error) {
      this.declareLost(error as Error);
    }
  }
}

interface ReachOptions extends LeaseOptions {
  /** True: waiting does not keep the process alive. */
  background?: boolean;
}

async function reachServer(options: ReachOptions, withinMs: number): Promise<{ socket: Socket; server: ReadyServer }> {
  const { at, signal } = options;
  let deadline = performance.now() + withinMs;
  const pause = { ref: options.background !== true };
  let launched: LaunchedKeeper | undefined;
  while (performance.now() < deadline) {
    signal?.throwIfAborted();
    const socket = await connectTo(at.socket);
    if (socket !== undefined) {
      if (options.background === true) socket.unref();
      const server = await readyOn(socket, deadline, signal);
      if (server !== undefined) return { socket, server };
      // The keeper was just closing.
      socket.destroy();
    }
    const outcome = launched?.outcome();
    if (outcome !== undefined && outcome.code !== 0) throw keeperFailed(at, outcome.reason);
    if (launched === undefined || outcome !== undefined) {
      // Code 0: another keeper holds the folder, and is either starting or stopping. Look again before the next try.
      if (outcome !== undefined) await sleep(200, undefined, pause);
      const began = performance.now();
      const cli = await options.findCli();
      // A first use builds the executable for minutes: the server's own time begins after it.
      deadline += performance.now() - began;
      launched = launchKeeper(at, cli);
    }
    await sleep(30, undefined, pause);
  }
  throw new HeadwaterError('TEMPORAL_UNAVAILABLE', 'The embedded Temporal server did not become ready in time', {
    hint: `See ${at.keeperLog} and ${at.serverLog}.`,
    where: at.keeperLog,
  });
}

function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      // What the keeper's end does to the connection is seen as 'close'.
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
    socket.once('error', () => resolve(undefined));
  });
}

/** The server's address once it answers; undefined when the keeper closed the connection before. */
function readyOn(socket: Socket, deadline: number, signal: AbortSignal | undefined): Promise<ReadyServer | undefined> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => fail(signal?.reason);
    const timer = setTimeout(
      () => fail(new HeadwaterError('TEMPORAL_UNAVAILABLE', 'The embedded Temporal server is not ready yet')),
      deadline - performance.now(),
    );
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.removeAllListeners('data');
      socket.removeAllListeners('close');
    };
    const fail = (error: unknown): void => {
      settle();
      socket.destroy();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    socket.once('close', () => {
      settle();
      resolve(undefined);
    });
    onMessages(socket, (message) => {
      if (message.kind === 'failed') fail(fromErrorRecord(message.error));
      if ('protocol' in message && message.protocol !== PROTOCOL) fail(otherVersion());
      if (message.kind !== 'ready') return;
      settle();
      resolve(message);
    });
  });
}

function otherVersion(): HeadwaterError {
  return new HeadwaterError('TEMPORAL_UNAVAILABLE', 'Another version of Headwater is using this state folder', {
    hint: 'Wait until its commands have ended, or choose another folder with --state.',
  });
}
