import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { runCli, startCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { inLanes } from '../harness/lanes';
import { until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;
const ENDS = ['cancel', 'terminate', 'terminate', 'cancel'] as const;

describe('a run that is cancelled or terminated while it publishes', () => {
  const folder = new Workspace();
  const state = folder.path('state');
  const target = folder.path('state', 'published', 'small');
  const files = 40;
  let chain: string;
  let dev: DevServer;
  let connection: Connection;
  let seconds: number;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    chain = folder.write(
      'chain.yaml',
      smallChain({ rows: files * 5, shardRows: 5, epochs: 1, extra: 'publish: { rowsPerFile: 5 }\n' }),
    );
    dev = await DevServer.start(state);
    connection = await Connection.connect({ address: dev.address });
    const first = await dev.run(chain, '--partition', 'first');
    expect(first.json.published.files).toHaveLength(files);
    seconds = first.json.seconds['publish']!;
  }, 4 * MINUTES);
  afterAll(async () => {
    await connection.close();
    await dev.stop();
    folder.remove();
  }, MINUTES);

  it(
    'leaves a pointer to a whole version at every moment, and what is unfinished can be swept',
    async () => {
      let looking = true;
      const looks = (async () => {
        let seen = 0;
        for (; looking; seen++) {
          requireWhole(target);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return seen;
      })();
      await Promise.all(
        inLanes(ENDS, 2, async (end, index) => {
          const run = startCli(['run', chain, '--state', state, '--no-worker', '--json', '--partition', `p${index}`]);
          await until('publishing', () => /^publish +running/m.test(run.stderr()), 180);
          await new Promise((resolve) => setTimeout(resolve, ((index + 1) / ENDS.length) * seconds * 1000));
          const handle = new Client({ connection }).workflow.getHandle(`chain/small/p${index}`);
          await (end === 'cancel' ? handle.cancel() : handle.terminate()).catch(() => undefined);
          await run.exit;
        }),
      );
      // What a terminated run left running hears of it with its next heartbeat.
      await until('publishing to stop', () => stands(target), 30);
      looking = false;
      expect(await looks).toBeGreaterThan(10);
      const swept = await runCli(['sweep', chain, '--older-than', '0s', '--state', state, '--json']);
      expect(swept.code).toBe(0);
      // Its files are gone; a folder without any is no version.
      const versions = readdirSync(`${target}/versions`).filter(
        (name) => readdirSync(`${target}/versions/${name}`).length,
      );
      for (const version of versions) requireWholeVersion(target, version);
      expect(versions.length).toBeLessThanOrEqual(1 + ENDS.length);
      const resumed = await runCli(['resume', 'chain/small/p1', '--state', state, '--no-worker', '--json']);
      if (resumed.json.status === 'published') expect(resumed.json.published.files).toHaveLength(files);
      else expect(resumed.json.error.code).toBe('USAGE');
      requireWhole(target);
    },
    6 * MINUTES,
  );
});

interface Manifest {
  files: { name: string; sha256: string }[];
}

/** Fails when the pointer names a version that is not all there. */
function requireWhole(target: string): void {
  const { version, manifestSha256 } = JSON.parse(readFileSync(`${target}/current.json`, 'utf8')) as {
    version: string;
    manifestSha256: string;
  };
  expect(sha256(`${target}/versions/${version}/manifest.json`)).toBe(manifestSha256);
  requireWholeVersion(target, version);
}

function requireWholeVersion(target: string, version: string): void {
  const inside = `${target}/versions/${version}`;
  const { files } = JSON.parse(readFileSync(`${inside}/manifest.json`, 'utf8')) as Manifest;
  expect(readdirSync(inside)).toEqual(expect.arrayContaining(files.map(({ name }) => name)));
  for (const { name, sha256: hash } of files) expect(sha256(`${inside}/${name}`)).toBe(hash);
}

/** True once two looks half a second apart see the same files. */
async function stands(target: string): Promise<boolean> {
  const look = (): string =>
    existsSync(`${target}/versions`) ? readdirSync(`${target}/versions`, { recursive: true }).join() : '';
  const before = look();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return before === look();
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
