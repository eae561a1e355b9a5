import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { HeadwaterError, toErrorRecord } from '@headwater/contracts';
import { NAMESPACE } from '../embedded/namespace';
import { type KeeperMessage, PROTOCOL, sendMessage } from '../embedded/protocol';
import type { ServerFolder } from '../embedded/state-folder';
import { NamespaceProbe } from '../namespace-probe';
import { sendSignal } from '../processes';
import { boundLog } from './log-file';
import { freePort } from './ports';
import { adoptServer, type RunningServer, startServer, stopServer } from './server-process';
import { readServerRecord, writeServerRecord } from './server-record';
import { isPortTaken } from './start-failure';

export interface KeeperTimes {
  /** Without any lease for so long, the server is stopped. */
  graceMs: number;
  /** Between two health checks. */
  checkMs: number;
  /** A server that lives but has not answered for so long is killed and started again. */
  hungMs: number;
  /** A server that keeps dying is given up after so many starts within a minute. */
  maxRestarts: number;
}

const TIMES: KeeperTimes = { graceMs: 2_000, checkMs: 2_000, hungMs: 60_000, maxRestarts: 8 };

/** Keeps one server alive for as long as anybody holds a connection to its socket. */
export class Keeper {
  private readonly leases = new Set<Socket>();
  private readonly listener: Server;
  private news: KeeperMessage = { kind: 'starting', protocol: PROTOCOL };
  private server: RunningServer | undefined;
  private idle: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly at: ServerFolder,
    private readonly cli: string,
    private readonly log: (line: string) => void,
    private readonly times: KeeperTimes = TIMES,
  ) {
    this.listener = createServer((socket) => this.admit(socket));
  }

  /** Serves until the last lease is gone or {@link close} is called. The caller holds the lock of the folder. */
  async run(): Promise<void> {
    await this.listen();
    this.armIdleTimer();
    try {
      await this.keepServing();
    } catch (error) {
      this.log(`giving up: ${error instanceof Error ? error.message : String(error)}`);
      this.tell({ kind: 'failed', error: toErrorRecord(error) });
      // Commands that are just connecting shall hear the reason too.
      await sleep(500);
    }
    await this.close();
  }

  /** Stops admitting, stops the server, forgets its process. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    this.listener.close();
    rmSync(this.at.socket, { force: true });
    for (const lease of this.leases) lease.end();
    const { server } = this;
    if (server === undefined) return;
    await stopServer(server);
    this.remember(server, null);
    this.log('stopped');
  }

  private listen(): Promise<void> {
    // We hold the lock, so a socket that is there belongs to a dead keeper.
    rmSync(this.at.socket, { force: true });
    return new Promise((resolve, reject) => {
      this.listener.once('error', reject);
      this.listener.listen(this.at.socket, () => {
        chmodSync(this.at.socket, 0o600);
        resolve();
      });
    });
  }

  private admit(socket: Socket): void {
    this.leases.add(socket);
    clearTimeout(this.idle);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.leases.delete(socket);
      if (this.leases.size === 0) this.armIdleTimer();
    });
    // A peer that half-closes has released its lease.
    socket.on('end', () => socket.end());
    socket.resume();
    sendMessage(socket, this.news);
  }

  private armIdleTimer(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.close(), this.times.graceMs);
  }

  private tell(message: KeeperMessage): void {
    this.news = message;
    for (const lease of this.leases) sendMessage(lease, message);
  }

  private async keepServing(): Promise<void> {
    const starts: number[] = [];
    while (this.closing === undefined) {
      starts.push(performance.now());
      const recent = starts.filter((time) => time > performance.now() - 60_000).length;
      if (recent > this.times.maxRestarts) {
        throw new HeadwaterError(
          'TEMPORAL_UNAVAILABLE',
          `The embedded Temporal server died ${recent - 1} times within a minute`,
          {
            hint: `See ${this.at.serverLog}.`,
            where: this.at.serverLog,
          },
        );
      }
      const server = await this.bringUp();
      if (this.stopsNow()) {
        // Everybody left while it was starting, and shutDown did not know of it yet.
        await stopServer(server);
        return;
      }
      this.server = server;
      this.remember(server, server.identity);
      this.tell({
        kind: 'ready',
        protocol: PROTOCOL,
        address: `127.0.0.1:${server.port}`,
        namespace: NAMESPACE,
        uiUrl: `http://127.0.0.1:${server.uiPort}`,
      });
      const reason = await this.watch(server);
      if (this.stopsNow()) break;
      this.server = undefined;
      this.log(`the server is gone (${reason}); starting it again`);
      this.tell({ kind: 'down', reason });
    }
    await this.close();
  }

  /** A method, because close() may be called during any await. */
  private stopsNow(): boolean {
    return this.closing !== undefined;
  }

  private async bringUp(): Promise<RunningServer> {
    const record = readServerRecord(this.at.record);
    const adopted = record && (await adoptServer(record, this.at));
    if (adopted !== undefined) {
      this.log(`took over server ${adopted.identity.pid} on port ${adopted.port}`);
      return adopted;
    }
    // Clients are bound to the port of the first start: only that one may choose another.
    const bound = this.news.kind !== 'starting';
    for (let attempt = 1; ; attempt++) {
      const port = bound && record ? record.port : await freePort(record?.port);
      const uiPort = await freePort(record?.uiPort);
      // One that is taken is most likely taken by the codec server itself.
      const codecPort = record?.codecPort ?? (await freePort());
      try {
        const server = await startServer(this.cli, this.at, { port, uiPort, codecPort });
        this.log(`started server ${server.identity.pid} on port ${port}`);
        return server;
      } catch (error) {
        if (!isPortTaken(error) || attempt === 10) throw error;
        await sleep(bound ? 1_000 : 50);
      }
    }
  }

  /** Until the server is gone, by itself or because it hung. */
  private async watch(server: RunningServer): Promise<string> {
    const probe = new NamespaceProbe(server.port, NAMESPACE);
    let answered = performance.now();
    let ended: string | undefined;
    void server.ended.then((reason) => (ended = reason));
    while (ended === undefined) {
      await Promise.race([server.ended, sleep(this.times.checkMs)]);
      if (ended !== undefined) break;
      boundLog(this.at.serverLog);
      if (await probe.answers(5_000)) answered = performance.now();
      else if (performance.now() - answered > this.times.hungMs) sendSignal(server.identity.pid, 'SIGKILL');
    }
    probe.close();
    return ended;
  }

  private remember(server: RunningServer, identity: RunningServer['identity'] | null): void {
    const { port, uiPort, codecPort } = server;
    try {
      writeServerRecord(this.at.record, {
        server: identity,
        port,
        uiPort,
        ...(codecPort === undefined ? {} : { codecPort }),
        keeperPid: process.pid,
        startedAt: new Date().toISOString(),
      });
    } catch (error) {
      this.log(`${this.at.record} cannot be written: ${(error as Error).message}`);
    }
  }
}
