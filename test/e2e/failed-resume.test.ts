import { runCli, type CliExit } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;
const RUN = 'chain/small/whole';
jest.setTimeout(3 * MINUTES);

interface Shown {
  status: string;
  model?: { sha256: string };
  published?: { version: string };
  attempt: { status: string; requestedBy: string; error: { code: string } } | null;
}

describe('a run that was published and is resumed in vain', () => {
  const folder = new Workspace();
  const state = folder.path('state');
  let dev: DevServer;
  let published: CliExit;
  let small: string;
  const cli = (...args: string[]): Promise<CliExit> => runCli([...args, '--state', state, '--json']);
  const resume = (...args: string[]): Promise<CliExit> => cli('resume', RUN, ...args, '--no-worker', '--who', 'ada');
  const shown = async (): Promise<Shown> => (await cli('show', RUN)).json as unknown as Shown;
  const listed = async () =>
    (JSON.parse((await cli('runs')).stdout) as { runs: { status: string; attempt: string | null }[] }).runs;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(200));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    const extra = 'checks: { sampleRows: 60 }\n';
    small = folder.write('chain.yaml', smallChain({ rows: 100, shardRows: 100, epochs: 1, extra }));
    folder.write('longer.yaml', smallChain({ rows: 100, shardRows: 100, epochs: 2, extra }));
    dev = await DevServer.start(state);
    published = await dev.run(small, '--partition', 'whole');
  }, 3 * MINUTES);
  afterAll(async () => {
    await dev.stop();
    folder.remove();
  }, MINUTES);

  it('stays what it was, and says what became of the attempt', async () => {
    const failed = await resume('--from', 'generate', '--chain', folder.path('longer.yaml'));
    expect([failed.json.status, failed.json.error.code]).toEqual(['failed', 'ARTIFACT_MISSING']);
    expect(await shown()).toMatchObject({
      status: 'published',
      model: { sha256: published.json.model.sha256 },
      attempt: { status: 'failed', requestedBy: 'ada', error: { code: 'ARTIFACT_MISSING' } },
    });
    expect(await listed()).toMatchObject([{ status: 'published', attempt: 'failed' }]);
    const { stdout } = await runCli(['show', RUN, '--state', state]);
    expect(stdout).toMatch(/^published chain\/small\/whole[^]*^resumed \S+ by ada, failed: ARTIFACT_MISSING: /m);
  });

  it('has its shards still, and `status` tells of the attempt', async () => {
    const again = await cli('rerun', RUN, '--shard', '0', '--verify');
    expect([again.code, again.json.shards[0]!.sha256]).toEqual([0, published.json.shards[0]!.sha256]);
    const status = JSON.parse((await cli('status', RUN)).stdout) as { state: string };
    expect(status.state).toBe('failed');
  });

  it('is what a later attempt makes of it, once that comes to a verdict', async () => {
    const again = await resume('--from', 'gate', '--chain', small);
    expect(again.json.status).toBe('published');
    expect(await shown()).toMatchObject({ status: 'published', attempt: null });
    expect(await listed()).toMatchObject([{ status: 'published', attempt: null }]);
  });
});
