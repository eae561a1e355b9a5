import { createGunzip } from 'node:zlib';
import { Readable, Transform } from 'node:stream';
import { arch, platform } from 'node:os';
import { extractFile } from './untar';
import { CLI_VERSION } from './version';

const CONNECT_MS = 5_000;
const STALL_MS = 30_000;

const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

/** The official archive, or the mirror that `HEADWATER_TEMPORAL_DOWNLOAD` names (a .tar.gz holding `temporal`). */
export function downloadUrl(env: NodeJS.ProcessEnv): string {
  const mirror = env['HEADWATER_TEMPORAL_DOWNLOAD'];
  if (mirror) return mirror;
  const architecture = ARCHITECTURES[arch() as NodeJS.Architecture] ?? arch();
  return `https://temporal.download/cli/archive/v${CLI_VERSION}?platform=${platform()}&arch=${architecture}`;
}

export interface FetchOptions {
  onProgress: (message: string, fraction?: number) => void;
  signal?: AbortSignal;
}

/**
 * Downloads the archive and writes its `temporal` to `target`. Gives up after 5 s without an answer, so that a closed
 * network costs little.
 *
 * @throws Error saying why
 */
export async function downloadCli(url: string, target: string, options: FetchOptions): Promise<void> {
  const stalled = new AbortController();
  const give = (ms: number): NodeJS.Timeout =>
    setTimeout(() => stalled.abort(new Error(`nothing came for ${ms / 1000} s`)), ms);
  let timer = give(CONNECT_MS);
  const signal = options.signal === undefined ? stalled.signal : AbortSignal.any([options.signal, stalled.signal]);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || response.body === null)
      throw new Error(`the server answered ${response.status} ${response.statusText}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let received = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        clearTimeout(timer);
        timer = give(STALL_MS);
        received += chunk.length;
        const megabytes = (received / 1e6).toFixed(0);
        options.onProgress(
          `Downloading Temporal ${CLI_VERSION}: ${megabytes} MB`,
          total > 0 ? received / total : undefined,
        );
        done(null, chunk);
      },
    });
    const body = Readable.from(response.body);
    const tar = createGunzip();
    body.on('error', (error) => meter.destroy(error));
    meter.on('error', (error) => tar.destroy(error));
    if (!(await extractFile(body.pipe(meter).pipe(tar), 'temporal', target)))
      throw new Error('the archive holds no temporal');
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error(`${new URL(url).host}: ${reasonOf(stalled.signal.aborted ? stalled.signal.reason : error)}`);
  } finally {
    clearTimeout(timer);
  }
}

/** `fetch` says "fetch failed" and keeps the reason in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
