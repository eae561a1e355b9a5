import { connectClient, dataConverterFor, type ConnectedClient } from '@headwater/platform';
import { runCli, startCli, type CliExit, type CliProcess } from './cli';
import { until } from './processes';

/** `headwater dev` on a state folder: one server and one worker for many runs, as a developer would keep them. */
export class DevServer {
  private constructor(
    private readonly process: CliProcess,
    readonly state: string,
  ) {}

  static async start(state: string, more: string[] = [], env: Record<string, string> = {}): Promise<DevServer> {
    const started = startCli(['dev', '--state', state, ...more], env);
    await until('`headwater dev` to be ready', () => started.stderr().includes('Ctrl-C'), 120);
    return new DevServer(started, state);
  }

  /** `host:port` of its Temporal server. */
  get address(): string {
    return /^temporal (\S+),/m.exec(this.process.stderr())?.[1] ?? '';
  }

  /** A client that reads what is encrypted. */
  connect(): Promise<ConnectedClient> {
    const place = { kind: 'embedded', namespace: 'default', state: this.state } as const;
    const dataConverter = dataConverterFor(place);
    return connectClient({ connectionOptions: { address: this.address }, namespace: 'default', dataConverter });
  }

  run(chain: string, ...more: string[]): Promise<CliExit> {
    return runCli(['run', chain, '--state', this.state, '--no-worker', '--json', ...more]);
  }

  async stop(): Promise<void> {
    this.process.child.kill('SIGTERM');
    await this.process.exit;
  }
}
