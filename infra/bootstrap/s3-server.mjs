import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runQuietly, SetupError, step } from './steps.mjs';

/**
 * The S3 server of the tests: versitygw, because it is the lightest one found that checks signatures, keeps objects on
 * disk and enforces If-None-Match. It is looked for in HEADWATER_S3_SERVER, on the PATH and in the cache, else built
 * there with Go, which takes a minute or two once.
 *
 * `node infra/bootstrap/s3-server.mjs` starts one, prints its settings as one line of JSON, and stops it when its
 * standard input ends; so it never outlives who started it, however that one ends.
 */
const VERSION = '1.8.0';
const MODULE = `github.com/versity/versitygw/cmd/versitygw@v${VERSION}`;
const BUCKET = 'headwater-test';
const KEY = 'headwater-test-key';
const SECRET = 'headwater-test-secret';
const STARTED_WITHIN_MS = 15_000;

/**
 * Starts a server for a whole test run: `{ env, stop() }`. Where none can be had, the tests named *.s3.test.ts are
 * switched off in `env` and a line says so; on CI that is an error instead.
 */
export async function startS3Server() {
  try {
    const path = await step('S3 server', () => obtainS3Server(process.env));
    return await startOwned(path);
  } catch (error) {
    if (process.env.CI || !(error instanceof SetupError)) throw error;
    console.error(`\n!! S3 tests not run: ${error.message}\n`);
    return { env: { HEADWATER_S3_TESTS: 'off' }, stop: async () => undefined };
  }
}

/** The path of a versitygw that can be run. */
export async function obtainS3Server(env) {
  const named = env.HEADWATER_S3_SERVER;
  if (named) {
    if (isExecutable(named)) return named;
    throw new SetupError(`HEADWATER_S3_SERVER names ${named}, which cannot be run.`);
  }
  const cached = join(cacheFolder(env), 'versitygw', VERSION, 'versitygw');
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder || '.', 'versitygw'));
  const found = [...onPath, cached].find(isExecutable);
  if (found) return found;
  if (!hasGo(env)) {
    throw new SetupError(
      'there is no versitygw, and no Go to build it. Install Go, or name one in HEADWATER_S3_SERVER.',
    );
  }
  await build(cached, env);
  return cached;
}

/** Go checks the modules against its checksum database. The program appears in the cache only when it is whole. */
async function build(path, env) {
  const folder = join(path, '..');
  mkdirSync(folder, { recursive: true });
  const unfinished = mkdtempSync(join(folder, 'build-'));
  try {
    await runQuietly('go', ['install', '-trimpath', '-ldflags=-s -w', MODULE], {
      cwd: unfinished,
      env: { ...env, GOBIN: unfinished, GOFLAGS: '', CGO_ENABLED: '0' },
    });
    renameSync(join(unfinished, 'versitygw'), path);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function hasGo(env) {
  try {
    execFileSync('go', ['version'], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function cacheFolder(env) {
  if (env.HEADWATER_CACHE) return env.HEADWATER_CACHE;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'headwater');
  return join(env.HOME || homedir(), '.cache', 'headwater');
}

/** Runs this file as a process that ends with ours. */
async function startOwned(path) {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, HEADWATER_S3_SERVER: path },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const lines = createInterface({ input: child.stdout });
  const first = new Promise((resolve) => lines.once('line', resolve));
  const line = await Promise.race([first, closed.then(() => undefined)]);
  if (line === undefined) throw new SetupError('the S3 server could not be started (see above).');
  return {
    env: JSON.parse(line),
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}

async function serve() {
  const path = await obtainS3Server(process.env);
  const folder = mkdtempSync(join(tmpdir(), 'headwater-s3-'));
  // A bucket is a folder below the root; attributes of objects lie beside it, since not every disk can hold them.
  const [data, attributes] = ['data', 'attributes'].map((name) => join(folder, name));
  mkdirSync(join(data, BUCKET), { recursive: true });
  mkdirSync(attributes);
  const port = await freePort();
  const server = spawn(path, ['--quiet', '--port', `127.0.0.1:${port}`, 'posix', '--sidecar', attributes, data], {
    env: { PATH: process.env.PATH, ROOT_ACCESS_KEY: KEY, ROOT_SECRET_KEY: SECRET },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const closed = new Promise((resolve) => server.once('close', resolve));
  server.once('error', (error) => console.error(`${path}: ${error.message}`));
  const stop = async () => {
    server.kill('SIGKILL');
    await closed;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = `http://127.0.0.1:${port}`;
    await Promise.race([answering(endpoint), closed.then(() => Promise.reject(new SetupError('the S3 server ended')))]);
    console.log(
      JSON.stringify({
        HEADWATER_TEST_S3_ENDPOINT: endpoint,
        HEADWATER_TEST_S3_BUCKET: BUCKET,
        HEADWATER_TEST_S3_KEY: KEY,
        HEADWATER_TEST_S3_SECRET: SECRET,
      }),
    );
    await new Promise((resolve) => {
      process.stdin.resume().once('end', resolve).once('error', resolve);
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
    });
  } finally {
    await stop();
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answering(endpoint) {
  const until = Date.now() + STARTED_WITHIN_MS;
  for (;;) {
    try {
      // Without a signature it refuses: that is an answer.
      await fetch(endpoint);
      return;
    } catch (error) {
      if (Date.now() > until) throw new SetupError(`the S3 server does not answer at ${endpoint}: ${error.message}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await serve();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
  // Standard input may still be open.
  process.exit();
}
