import { runCli, startCli } from '../harness/cli';
import { processes, until } from '../harness/processes';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

describe('a worker killed in training', () => {
  const folder = new Workspace();
  afterAll(() => folder.remove());

  it('is followed by one that hands its task back at once, long before its heartbeats are missed', async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(100, 'holdout'));
    const file = folder.write('chain.yaml', smallChain({ epochs: 100_000 }));
    const dev = await DevServer.start(folder.path('state'));
    const { client, close } = await dev.connect();
    const run = startCli(['run', file, '--state', dev.state, '--no-worker', '--json', '--partition', 'p']);
    const training = async () => {
      const { raw } = await client.workflow.getHandle('chain/small/p').describe();
      return raw.pendingActivities?.find((activity) => activity.activityType?.name === 'train');
    };
    try {
      await until('training', async () => (await training().catch(() => undefined))?.heartbeatDetails != null, 90);
      const worker = processes().find((p) => p.command.includes(' worker ') && p.command.includes(dev.state))!;
      process.kill(worker.pid, 'SIGKILL');
      const killed = Date.now();
      const failure = await until(
        'the task to be handed back',
        async () => (await training())?.lastFailure ?? undefined,
      );
      expect(failure.applicationFailureInfo?.type).toBe('WORKER_LOST');
      // Heartbeats are missed after twelve seconds.
      expect(Date.now() - killed).toBeLessThan(10_000);
      await until('the next attempt', async () => {
        const found = await training();
        return found?.attempt === 2 && found.heartbeatDetails != null;
      });
    } finally {
      await runCli(['cancel', 'chain/small/p', '--state', dev.state]);
      await run.exit;
      await close();
      await dev.stop();
    }
  }, 240_000);
});
