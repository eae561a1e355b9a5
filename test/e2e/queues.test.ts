import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { PRIORITY } from '@headwater/contracts';
import { acquireTemporal, connectClient, type ConnectedClient, type TemporalTarget } from '@headwater/platform';
import { runCli } from '../harness/cli';
import { until } from '../harness/processes';
import { Workspace } from '../harness/workspace';

const SILENT = new DefaultLogger('ERROR', () => undefined);

describe('the task queues of the embedded server', () => {
  const folder = new Workspace();
  const workers: { worker: Worker; ended: Promise<void> }[] = [];
  let target: TemporalTarget;
  let connected: ConnectedClient;
  let connection: NativeConnection;
  let workflowBundle: { code: string };

  beforeAll(async () => {
    Runtime.install({ logger: SILENT });
    target = await acquireTemporal({ state: folder.path('state'), onProgress: () => undefined });
    connected = await connectClient(target);
    connection = await NativeConnection.connect(target.connectionOptions);
    workflowBundle = await bundleWorkflowCode({
      workflowsPath: join(__dirname, '..', 'fixtures', 'queues.cjs'),
      failureConverterPath: target.dataConverter.failureConverterPath!,
      logger: SILENT,
    });
  }, 120_000);
  afterAll(async () => {
    for (const { worker } of workers) worker.shutdown();
    await Promise.all(workers.map(({ ended }) => ended));
    await connection?.close();
    await connected?.close();
    await target?.release();
    await Runtime.instance().shutdown();
    folder.remove();
  }, 60_000);

  const serve = async (options: Partial<Parameters<typeof Worker.create>[0]>): Promise<void> => {
    const { dataConverter } = target;
    const worker = await Worker.create({ connection, taskQueue: 'flow', dataConverter, ...options });
    workers.push({ worker, ended: worker.run() });
  };

  it('keep a run on the build that it began on, and let an entity go on with the next', async () => {
    const build = (buildId: string): Promise<void> =>
      serve({
        workflowBundle,
        workerDeploymentOptions: {
          version: { deploymentName: 'test', buildId },
          useWorkerVersioning: true,
          defaultVersioningBehavior: 'PINNED',
        },
      });
    const promote = (buildId: string): ReturnType<typeof runCli> =>
      runCli(['deploy', 'promote', buildId, '--deployment', 'test', '--state', folder.path('state'), '--json']);
    const { workflow } = connected.client;
    const start = (type: string, workflowId: string): ReturnType<typeof workflow.start> =>
      workflow.start(type, { workflowId, taskQueue: 'flow' });

    expect((await promote('none')).json).toMatchObject({ error: { code: 'BUILD_UNKNOWN' } });
    await build('one');
    expect((await until('one to be promoted', async () => current(await promote('one')))).current).toBe('one');
    const run = await start('waits', 'run');
    const entity = await start('renews', 'entity');
    await until('both to have begun', async () =>
      (await Promise.all([run, entity].map((h) => h.describe()))).every(({ historyLength }) => historyLength >= 4),
    );
    await build('two');
    expect((await until('two to be promoted', async () => current(await promote('two')))).before).toBe('one');
    await run.signal('go');
    await entity.signal('go');
    expect(await run.result()).toBe('one');
    expect(await entity.result()).toBe('two');
    const next = await start('waits', 'next');
    await next.signal('go');
    expect(await next.result()).toBe('two');
    const { stdout } = await runCli(['deploy', 'list', '--deployment', 'test', '--state', folder.path('state')]);
    expect(stdout.split('\n').sort()).toEqual(['', '  one', '* two']);
  }, 120_000);

  it('let chains take turns, and scheduled runs before backfills', async () => {
    const order: string[] = [];
    const { workflow } = connected.client;
    const crowd = (name: string, count: number, priorityKey: number, chain: string): Promise<unknown> =>
      workflow.start('crowds', {
        workflowId: `crowd-${name}`,
        taskQueue: 'plain',
        args: [name, count],
        priority: { priorityKey, fairnessKey: chain },
      });
    await serve({ taskQueue: 'plain', workflowBundle });
    // Without versions, the entity's behaviour asks for nothing.
    const entity = await workflow.start('renews', { workflowId: 'plain-entity', taskQueue: 'plain' });
    await entity.signal('go');
    expect(await Promise.race([entity.result(), sleep(45_000, 'nothing in 45 seconds', { ref: false })])).toContain(
      'worker@',
    );
    await crowd('backfill', 10, PRIORITY.backfill, 'greedy');
    await crowd('greedy', 40, PRIORITY.scheduled, 'greedy');
    await sleep(1_000);
    await crowd('modest', 10, PRIORITY.scheduled, 'modest');
    await sleep(1_000);
    await serve({
      taskQueue: 'turns',
      activities: {
        turn: (name: string) => {
          order.push(name);
          return sleep(5);
        },
      },
      maxConcurrentActivityTaskExecutions: 1,
    });
    await until('all to have had their turns', () => order.length === 60);
    // About in turns, though forty others were there before: in the order of arrival it would be none.
    expect(order.slice(0, 30).filter((name) => name === 'modest').length).toBeGreaterThanOrEqual(5);
    expect(order.slice(0, 50)).not.toContain('backfill');
  }, 60_000);
});

/** What `deploy promote --json` printed, once the server knows of the build. */
function current({ json }: Awaited<ReturnType<typeof runCli>>): { before: string | null; current: string } | undefined {
  const answer = json as unknown as { before: string | null; current?: string };
  return answer.current === undefined ? undefined : { ...answer, current: answer.current };
}
