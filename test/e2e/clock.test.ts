import { join } from 'node:path';
import { runCli, REPOSITORY } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const JUMPING = { NODE_OPTIONS: `--require ${join(REPOSITORY, 'test', 'harness', 'jumping-clock.cjs')}` };
const RUN = ['--partition', 'p', '--json', '--no-worker'];

describe('a clock that jumps a year ahead and a year back, again and again', () => {
  const folder = new Workspace();
  afterAll(() => folder.remove());

  it('changes nothing of what is published, and the ledger holds', async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(100, 'holdout'));
    const file = folder.write('chain.yaml', smallChain({ epochs: 4 }));
    const published = async (name: string, env: Record<string, string>) => {
      const state = folder.path(name);
      const dev = await DevServer.start(state, [], env);
      try {
        const { json, stderr } = await runCli(['run', file, '--state', state, ...RUN], env);
        if (json.status !== 'published') throw new Error(`${JSON.stringify(json.error)}\n${stderr}`);
        const audit = await runCli(['audit', 'verify', '--state', state], env);
        return { model: json.model.sha256, shards: json.shards.map(({ sha256 }) => sha256), audit: audit.code };
      } finally {
        await dev.stop();
      }
    };
    const steady = await published('steady', {});
    expect(steady).toMatchObject({ shards: { length: 2 }, audit: 0 });
    expect(await published('jumping', JUMPING)).toEqual(steady);
  }, 240_000);
});
