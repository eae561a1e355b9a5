import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { findTemporalCli } from '../src';
import { obtainCli } from '../src/cli/obtain';
import { isOlder, parseVersion } from '../src/cli/version';
import { freePort } from '../src/keeper/ports';
import { isGone, removeTemporaryFolders, temporaryFolder, until } from './harness';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections();
  removeTemporaryFolders();
});

const says = (server: string): string => `#!/bin/sh\necho "temporal version 1.5.1 (Server ${server}, UI 2.42.1)"\n`;

function executable(path: string, script: string): string {
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return path;
}

/** An environment in which nothing is found: an empty PATH but for sh, an empty cache, a download that is refused. */
async function bareEnvironment(): Promise<{ env: NodeJS.ProcessEnv; bin: string; cache: string }> {
  const folder = temporaryFolder();
  const bin = join(folder, 'bin');
  const cache = join(folder, 'cache');
  mkdirSync(bin);
  const env = {
    PATH: bin,
    HEADWATER_CACHE: cache,
    HEADWATER_TEMPORAL_DOWNLOAD: `http://127.0.0.1:${await freePort()}/`,
  };
  return { env, bin, cache };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/temporal.tar.gz`;
}

function archive(script: string, extra: Record<string, string> = {}): Buffer {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries({ LICENSE: 'L'.repeat(1_500), ...extra }))
    writeFileSync(join(folder, name), content);
  executable(join(folder, 'temporal'), script);
  return execFileSync('tar', ['-cz', ...Object.keys(extra), 'LICENSE', 'temporal'], { cwd: folder, maxBuffer: 1e8 });
}

/** A `go` that knows `version`, `env` and `install`. */
function fakeGo(bin: string, install: string): void {
  const calls = join(bin, 'go-calls');
  executable(
    join(bin, 'go'),
    `#!/bin/sh\ncase $1 in\nversion) echo go version go1.26.0 linux/amd64;;\nenv) echo /nonexistent;;\ninstall) echo "$@" >> ${calls}\n${install};;\nesac\n`,
  );
}

const quiet = { onProgress: () => undefined };

test('the executable that is named comes before PATH, and PATH before the cache', async () => {
  const { env, bin, cache } = await bareEnvironment();
  const named = executable(join(bin, 'my-temporal'), says('1.29.1'));
  const cached = join(cache, 'temporal', '1.5.1', 'temporal');
  mkdirSync(join(cached, '..'), { recursive: true });
  executable(cached, says('1.28.0'));
  expect(await obtainCli(env, quiet)).toBe(cached);
  const onPath = executable(join(bin, 'temporal'), says('1.27.0'));
  expect(await obtainCli(env, quiet)).toBe(onPath);
  expect(await obtainCli({ ...env, HEADWATER_TEMPORAL_CLI: named }, quiet)).toBe(named);
});

test('one that is too old or broken on PATH is passed over, and doctor says why', async () => {
  const { env, bin, cache } = await bareEnvironment();
  executable(join(bin, 'temporal'), says('1.20.3'));
  const cached = join(cache, 'temporal', '1.5.1', 'temporal');
  mkdirSync(join(cached, '..'), { recursive: true });
  executable(cached, says('1.29.1'));
  expect(await obtainCli(env, quiet)).toBe(cached);
  const report = await findTemporalCli(env);
  expect(report.chosen).toEqual({ source: 'cache', path: cached, version: { cli: '1.5.1', server: '1.29.1' } });
  expect(report.looked[0]).toMatchObject({ source: 'PATH', problem: expect.stringContaining('1.20.3') });
  expect(report).toMatchObject({ ok: true, found: expect.stringContaining(cached) });
  expect(report).not.toHaveProperty('go');
  expect(report).not.toHaveProperty('hint');
});

test('doctor is told what is missing and how to get it, or which cluster makes it needless', async () => {
  const { env, bin } = await bareEnvironment();
  const noFile = { ...env, TEMPORAL_CONFIG_FILE: '/nonexistent' };
  fakeGo(bin, 'exit 1');
  expect(await findTemporalCli(noFile)).toMatchObject({
    ok: false,
    found: expect.stringMatching(/no temporal executable.*download.*Go/),
    hint: expect.stringContaining('HEADWATER_TEMPORAL_CLI'),
    go: 'go version go1.26.0 linux/amd64',
    looked: [],
  });
  expect(await findTemporalCli({ ...noFile, HEADWATER_TEMPORAL_CLI: '/nonexistent/temporal' })).toMatchObject({
    ok: false,
    found: expect.stringContaining('/nonexistent/temporal'),
  });
  expect(await findTemporalCli({ ...noFile, TEMPORAL_ADDRESS: 'prod:7233' })).toMatchObject({
    ok: true,
    cluster: 'prod:7233',
  });
});

test('a named executable that does not work is an error, whatever else there is', async () => {
  const { env, bin } = await bareEnvironment();
  executable(join(bin, 'temporal'), says('1.29.1'));
  await expect(obtainCli({ ...env, HEADWATER_TEMPORAL_CLI: '/nonexistent/temporal' }, quiet)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringContaining('/nonexistent/temporal'),
  });
});

test('it is downloaded into the cache, once for all that ask at the same time', async () => {
  const { env, cache } = await bareEnvironment();
  const body = archive(`${says('1.29.1')}# ${'x'.repeat(300_000)}\n`, { 'README.md': 'R'.repeat(70_000) });
  let requests = 0;
  const url = await serve((_request, response) => {
    requests++;
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, 700));
    setTimeout(() => response.end(body.subarray(700)), 300);
  });
  const fractions: (number | undefined)[] = [];
  const onProgress = (_message: string, fraction?: number): void => void fractions.push(fraction);
  const paths = await Promise.all(
    [1, 2, 3].map(() => obtainCli({ ...env, HEADWATER_TEMPORAL_DOWNLOAD: url }, { onProgress })),
  );
  const cached = join(cache, 'temporal', '1.5.1', 'temporal');
  expect(paths).toEqual([cached, cached, cached]);
  expect(requests).toBe(1);
  expect(fractions).toContain(1);
  expect(execFileSync(cached, { encoding: 'utf8' })).toContain('1.29.1');
  expect(readdirSync(join(cache, 'temporal')).filter((name) => name.startsWith('fetching-'))).toEqual([]);
});

test.each([
  [
    'an archive without temporal',
    (): Buffer => execFileSync('tar', ['-cz', '-C', __dirname, 'harness.ts']),
    'holds no temporal',
  ],
  [
    'half an archive',
    (): Buffer => archive(`${says('1.29.1')}# ${randomBytes(90_000).toString('hex')}`).subarray(0, 40_000),
    'unexpected end',
  ],
  ['no archive', (): Buffer => Buffer.from('<html>Please log in</html>'), 'incorrect header'],
  ['an executable that does not run', (): Buffer => archive('#!/nonexistent\n'), 'does not run'],
])('%s is not taken into the cache', async (_name, body, problem) => {
  const { env, cache } = await bareEnvironment();
  const url = await serve((_request, response) => response.end(body()));
  await expect(obtainCli({ ...env, HEADWATER_TEMPORAL_DOWNLOAD: url }, quiet)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    message: expect.stringContaining(problem),
  });
  expect(existsSync(join(cache, 'temporal', '1.5.1'))).toBe(false);
  expect(readdirSync(join(cache, 'temporal'))).toEqual(['fetch.lock.1']);
});

test('a server that refuses and one that is silent are told, with the ways that remain', async () => {
  const { env } = await bareEnvironment();
  const refusing = await serve((_request, response) => response.writeHead(403).end());
  await expect(obtainCli({ ...env, HEADWATER_TEMPORAL_DOWNLOAD: refusing }, quiet)).rejects.toMatchObject({
    message: expect.stringMatching(/403.*no `go` on PATH/s),
    hint: expect.stringMatching(/TEMPORAL_ADDRESS.*HEADWATER_TEMPORAL_CLI.*Go/s),
  });
  const silent = await serve(() => undefined);
  const started = Date.now();
  await expect(obtainCli({ ...env, HEADWATER_TEMPORAL_DOWNLOAD: silent }, quiet)).rejects.toMatchObject({
    message: expect.stringContaining('nothing came for 5 s'),
  });
  expect(Date.now() - started).toBeLessThan(8_000);
});

test('it is built with Go when it cannot be downloaded, and the workshop is swept', async () => {
  const { env, bin, cache } = await bareEnvironment();
  const built = executable(join(bin, 'built'), says('1.29.1'));
  const record = join(bin, 'environment');
  const lines = 'echo "go: downloading a v1" >&2\necho "github.com/x/y" >&2\n';
  fakeGo(
    bin,
    `echo "$GOPATH $GOFLAGS $CGO_ENABLED" > ${record}\n${lines}/bin/mkdir -p $GOPATH/pkg\n/bin/cp ${built} $GOBIN/temporal`,
  );
  const said: string[] = [];
  const path = await obtainCli({ ...env, GOFLAGS: '-mod=mod' }, { onProgress: (message) => said.push(message) });
  expect(path).toBe(join(cache, 'temporal', '1.5.1', 'temporal'));
  expect(readFileSync(join(bin, 'go-calls'), 'utf8')).toContain('github.com/temporalio/cli/cmd/temporal@v1.5.1');
  expect(readFileSync(record, 'utf8')).toMatch(new RegExp(`^${cache}/.* -mod=mod -modcacherw 0\n$`));
  expect(readdirSync(join(cache, 'temporal')).sort()).toEqual(['1.5.1', 'fetch.lock.1']);
  expect(said).toContain('Fetching Temporal 1.5.1: Go build');
});

test('a build that fails says what Go said', async () => {
  const { env, bin } = await bareEnvironment();
  fakeGo(bin, 'echo "go: cannot find module: connection refused" >&2; exit 1');
  await expect(obtainCli(env, quiet)).rejects.toMatchObject({
    message: expect.stringContaining('cannot find module: connection refused'),
  });
});

test('an aborted build ends with its compilers and leaves nothing', async () => {
  const { env, bin, cache } = await bareEnvironment();
  const started = join(bin, 'started');
  fakeGo(bin, `/bin/sleep 60 &\necho $! > ${started}; wait`);
  const abort = new AbortController();
  const attempt = obtainCli(env, { ...quiet, signal: abort.signal });
  const outcome = expect(attempt).rejects.toThrow('enough');
  while (!existsSync(started) || readFileSync(started, 'utf8') === '')
    await new Promise((resolve) => setTimeout(resolve, 20));
  abort.abort(new Error('enough'));
  await outcome;
  await until('the compiler has ended', () => isGone(Number(readFileSync(started, 'utf8'))), 5_000);
  expect(readdirSync(join(cache, 'temporal'))).toEqual(['fetch.lock.1']);
});

test('a cache that cannot be written is told', async () => {
  const { env } = await bareEnvironment();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(obtainCli({ ...env, HEADWATER_CACHE: file }, quiet)).rejects.toMatchObject({
    code: 'TEMPORAL_UNAVAILABLE',
    hint: expect.stringContaining('HEADWATER_CACHE'),
  });
});

test('versions are read in both notations and compared by number', () => {
  expect(parseVersion('temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)\n')).toEqual({
    cli: '1.5.1',
    server: '1.29.1',
  });
  expect(parseVersion('temporal version 0.10.7 (server 1.21.5) (ui 2.17.2)')).toEqual({
    cli: '0.10.7',
    server: '1.21.5',
  });
  expect(parseVersion('Temporal.io tctl')).toBeUndefined();
  expect(isOlder('1.9.9', '1.27.0')).toBe(true);
  expect(isOlder('1.27.0', '1.27.0')).toBe(false);
  expect(isOlder('2.0.0', '1.27.0')).toBe(false);
});
