import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sendSignal } from '../processes';
import type { FetchOptions } from './download';
import { CLI_VERSION } from './version';

const MODULE = 'github.com/temporalio/cli';

/** Counted on a build from nothing; only the progress bar depends on them. */
const DOWNLOADS = 250;
const PACKAGES = 1_600;

/** What `go version` says, or undefined when there is no Go. */
export function goVersion(env: NodeJS.ProcessEnv): string | undefined {
  try {
    return execFileSync('go', ['version'], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Builds the CLI from its Go module and moves it to `target`. Three to five minutes on two cores, about 1.8 GB of
 * modules and 1.4 GB of build cache; both live in `scratch` and are removed with it, unless the user has a Go module
 * cache already, which is used and left alone.
 *
 * @throws Error with the last lines of `go`
 */
export async function buildCli(
  target: string,
  scratch: string,
  env: NodeJS.ProcessEnv,
  options: FetchOptions,
): Promise<void> {
  mkdirSync(join(scratch, 'bin'), { recursive: true });
  try {
    await runGo(goEnvironment(env, scratch), options);
    renameSync(join(scratch, 'bin', 'temporal'), target);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

function goEnvironment(env: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  const own = {
    ...env,
    GOBIN: join(scratch, 'bin'),
    GOTMPDIR: scratch,
    // The SQLite of the server is pure Go; without cgo no C compiler is needed.
    CGO_ENABLED: '0',
    // Modules are unpacked read-only otherwise, and could not be removed.
    GOFLAGS: `${env['GOFLAGS'] ?? ''} -modcacherw`.trim(),
    GOWORK: 'off',
  };
  if (existsSync(askGo(env, 'GOMODCACHE'))) return own;
  return {
    ...own,
    GOPATH: join(scratch, 'go'),
    GOMODCACHE: join(scratch, 'go', 'pkg', 'mod'),
    GOCACHE: join(scratch, 'build'),
  };
}

function askGo(env: NodeJS.ProcessEnv, variable: string): string {
  try {
    return execFileSync('go', ['env', variable], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

function runGo(env: NodeJS.ProcessEnv, { onProgress, signal }: FetchOptions): Promise<void> {
  const version = `-X ${MODULE}/temporalcli.Version=${CLI_VERSION}`;
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const started = performance.now();
    // A group of its own: go starts compilers, and all of them are to end with it.
    const child = spawn(
      'go',
      ['install', '-v', '-ldflags', `-s -w ${version}`, `${MODULE}/cmd/temporal@v${CLI_VERSION}`],
      {
        env,
        detached: true,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const stop = (): void => {
      if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', stop, { once: true });
    process.once('exit', stop);
    let downloads = 0;
    let packages = 0;
    const last: string[] = [];
    const report = (): void => {
      const seconds = Math.round((performance.now() - started) / 1000);
      const what = packages === 0 ? `${downloads} modules fetched` : `${packages} packages compiled`;
      const done = Math.min(downloads / DOWNLOADS, 1) * 0.3 + Math.min(packages / PACKAGES, 1) * 0.6;
      onProgress(
        `Building Temporal ${CLI_VERSION} with Go, once, 3 to 5 minutes: ${what}, ${seconds} s`,
        Math.min(0.99, done),
      );
    };
    const ticker = setInterval(report, 1_000);
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.startsWith('go: downloading')) downloads++;
      else if (/^[\w./-]+$/.test(line)) packages++;
      else last.push(line);
    });
    const settle = (): void => {
      clearInterval(ticker);
      signal?.removeEventListener('abort', stop);
      process.removeListener('exit', stop);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      if (signal?.aborted) reject(signal.reason as Error);
      else if (code === 0) resolve();
      else reject(new Error(`go install ended with code ${code}: ${last.slice(-4).join(' | ')}`));
    });
  });
}
