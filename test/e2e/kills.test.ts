import { startCli, runCli, type CliProcess } from '../harness/cli';
import { serverOf, until, workerOf } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;

describe('kill -9', () => {
  const folder = new Workspace();
  const args = (state: string): string[] => ['run', folder.path('chain.yaml'), '--state', folder.path(state), '--json'];
  let undisturbed: { model: string; shards: string[] };

  beforeAll(async () => {
    folder.write('train.csv', adultRows(4000));
    folder.write('holdout.csv', adultRows(500, 'holdout'));
    folder.write('chain.yaml', smallChain({ rows: 20_000, shardRows: 500, epochs: 12 }));
    const { json, stderr } = await runCli(args('undisturbed'));
    if (json.status !== 'published') throw new Error(stderr);
    undisturbed = { model: json.model.sha256, shards: json.shards.map((s) => s.sha256) };
  }, 5 * MINUTES);
  afterAll(() => folder.remove());

  /** Waits until the run says that a stage is under way, kills a process, and lets the run end. */
  async function disturbed(
    state: string,
    stage: string,
    victim: (run: CliProcess) => number | undefined,
  ): Promise<void> {
    const run = startCli(args(state));
    await until(`${stage} to run`, () => new RegExp(`^${stage} +running`, 'm').test(run.stderr()), 120);
    const pid = await until('the process to kill', () => victim(run));
    process.kill(pid, 'SIGKILL');
    const { json, stderr } = await run.exit;
    expect(json.status === 'published' ? '' : stderr).toBe('');
    expect({ model: json.model.sha256, shards: json.shards.map((s) => s.sha256) }).toEqual(undisturbed);
  }

  it(
    'of the worker in training: the run ends with the same bytes',
    async () => {
      await disturbed('worker-training', 'train', (run) => workerOf(run.child.pid!)?.pid);
    },
    4 * MINUTES,
  );

  it(
    'of the worker in generation: the run ends with the same bytes',
    async () => {
      await disturbed('worker-generation', 'generate', (run) => workerOf(run.child.pid!)?.pid);
    },
    4 * MINUTES,
  );

  it(
    'of the server in training: the run ends with the same bytes',
    async () => {
      await disturbed('server', 'train', () => serverOf(folder.path('server'))?.pid);
    },
    4 * MINUTES,
  );

  it(
    'of the command itself: given again, it goes on with the same run',
    async () => {
      const run = startCli(args('command'));
      await until('training', () => /^train +running/m.test(run.stderr()), 120);
      const runId = /^run (\S+)/m.exec(run.stderr())?.[1];
      run.child.kill('SIGKILL');
      await run.exit;
      const { json, stderr } = await runCli(args('command'));
      expect(stderr).toContain(`going on with ${runId}`);
      expect(json.runId).toBe(runId);
      expect({ model: json.model.sha256, shards: json.shards.map((s) => s.sha256) }).toEqual(undisturbed);
    },
    4 * MINUTES,
  );
});
