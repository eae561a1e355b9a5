import { startCli, runCli, type CliExit, type CliProcess } from '../harness/cli';
import { serverOf, until, workerOf } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;

interface Made {
  model: string;
  shards: string[];
}

/** The runs of all cases go on side by side, each in a state folder of its own: a killed worker is missed after a while. */
describe('kill -9', () => {
  const folder = new Workspace();
  const args = (state: string): string[] => ['run', folder.path('chain.yaml'), '--state', folder.path(state), '--json'];
  let undisturbed: Promise<Made>;
  let disturbances: Record<string, Promise<Made>>;

  beforeAll(() => {
    folder.write('train.csv', adultRows(3000));
    folder.write('holdout.csv', adultRows(300, 'holdout'));
    folder.write('chain.yaml', smallChain({ rows: 4000, shardRows: 200, epochs: 8 }));
    undisturbed = runCli(args('undisturbed')).then(made);
    disturbances = {
      'worker in training': disturbed('worker-training', 'train', (run) => workerOf(run.child.pid!)?.pid),
      'worker in generation': disturbed('worker-generation', 'generate', (run) => workerOf(run.child.pid!)?.pid),
      'server in training': disturbed('server', 'train', () => serverOf(folder.path('server'))?.pid),
    };
  });
  afterAll(async () => {
    await Promise.allSettled([undisturbed, ...Object.values(disturbances)]);
    folder.remove();
  }, 4 * MINUTES);

  function made({ json, stderr }: CliExit): Made {
    if (json.status !== 'published') throw new Error(stderr);
    return { model: json.model.sha256, shards: json.shards.map((s) => s.sha256) };
  }

  /** Waits until the run says that a stage is under way, kills a process, and lets the run end. */
  async function disturbed(
    state: string,
    stage: string,
    victim: (run: CliProcess) => number | undefined,
  ): Promise<Made> {
    const run = startCli(args(state));
    await until(`${stage} to run`, () => new RegExp(`^${stage} +running`, 'm').test(run.stderr()), 120);
    const pid = await until('the process to kill', () => victim(run));
    process.kill(pid, 'SIGKILL');
    return made(await run.exit);
  }

  it.each(['worker in training', 'worker in generation', 'server in training'])(
    'of the %s: the run ends with the same bytes',
    async (name) => {
      expect(await disturbances[name]).toEqual(await undisturbed);
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
      const again = await runCli(args('command'));
      expect(again.stderr).toContain(`going on with ${runId}`);
      expect(again.json.runId).toBe(runId);
      expect(made(again)).toEqual(await undisturbed);
    },
    4 * MINUTES,
  );
});
