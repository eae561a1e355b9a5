import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { WorkflowUpdateFailedError, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { acquireTemporal, connectClient, type ConnectedClient, type TemporalTarget } from '@headwater/platform';
import { until } from '../harness/processes';
import { Workspace } from '../harness/workspace';

const SILENT = new DefaultLogger('ERROR', () => undefined);
const MARK = 'Ottilie Wildermuth, 4711';

/** Everything that carries payloads, on a real server, with plain ones refused. */
describe('payloads are encrypted and found again', () => {
  const folder = new Workspace();
  let target: TemporalTarget;
  let connected: ConnectedClient;
  let connection: NativeConnection;
  let worker: Worker;
  let running: Promise<void>;

  const activities = {
    echo: (text: string) => Promise.resolve(text),
    fails: (text: string) => Promise.reject(ApplicationFailure.nonRetryable(text, 'FAILS', text)),
    secondTry: async (text: string): Promise<unknown> => {
      const { info, heartbeat } = Context.current();
      if (info.heartbeatDetails !== undefined) return info.heartbeatDetails;
      heartbeat(text);
      await sleep(50);
      throw new Error(text);
    },
  };

  beforeAll(async () => {
    process.env['HEADWATER_CODEC'] = 'strict';
    // The refusal below is meant, and told at length.
    Runtime.install({ logger: SILENT, telemetryOptions: { logging: { forward: {} } } });
    target = await acquireTemporal({ state: folder.path('state'), onProgress: () => undefined });
    connected = await connectClient(target);
    connection = await NativeConnection.connect(target.connectionOptions);
    const workflowBundle = await bundleWorkflowCode({
      workflowsPath: join(__dirname, '..', 'fixtures', 'every-payload.cjs'),
      failureConverterPath: target.dataConverter.failureConverterPath!,
      logger: SILENT,
    });
    worker = await Worker.create({
      connection,
      taskQueue: 'payloads',
      workflowBundle,
      activities,
      dataConverter: target.dataConverter,
      maxHeartbeatThrottleInterval: 1,
      defaultHeartbeatThrottleInterval: 1,
    });
    running = worker.run();
  }, 120_000);
  afterAll(async () => {
    worker?.shutdown();
    await running;
    await connection?.close();
    await connected?.close();
    await target?.release();
    await Runtime.instance().shutdown();
    delete process.env['HEADWATER_CODEC'];
    folder.remove();
  }, 60_000);

  /** All events of a workflow's latest run as bytes, so that whatever holds the text in plain is seen. */
  const historyOf = async (handle: WorkflowHandle): Promise<Buffer> =>
    Buffer.concat(textsIn((await handle.fetchHistory()).events));

  it('for workflows, activities, children, signals, updates, queries, memos and failures', async () => {
    const handle = await connected.client.workflow.start('everyPayload', {
      workflowId: 'every/payload',
      taskQueue: 'payloads',
      args: [MARK],
      memo: { first: MARK },
      staticSummary: MARK,
    });
    const first = handle.firstExecutionRunId;
    const round = async (): Promise<void> => {
      await expect(handle.executeUpdate('said', { args: [''] })).rejects.toThrow(WorkflowUpdateFailedError);
      expect(await handle.executeUpdate('said', { args: [MARK] })).toBe(`${MARK}!`);
      expect(await handle.query('heard', 'he')).toBe(`he ${MARK}`);
    };
    await round();
    await until('the workflow to continue as new', async () => (await handle.describe()).runId !== first, 30);
    // The new execution writes its note with its first task.
    const memo = await until('the note', async () => {
      const found = (await handle.describe()).memo;
      return found?.['note'] !== undefined && found;
    });
    expect(memo).toEqual({ first: MARK, note: MARK });
    await round();
    expect(await handle.result()).toEqual({
      signal: MARK,
      update: MARK,
      activity: MARK,
      local: MARK,
      heartbeat: MARK,
      failure: MARK + MARK,
      child: MARK,
      childFailure: MARK,
    });
    const { workflow } = connected.client;
    for (const one of [
      workflow.getHandle('every/payload', first),
      workflow.getHandle('every/payload'),
      workflow.getHandle('every/payload/child'),
      workflow.getHandle('every/payload/failing'),
    ]) {
      const bytes = await historyOf(one);
      expect(bytes.includes('binary/encrypted')).toBe(true);
      expect(bytes.includes(MARK)).toBe(false);
    }
  }, 60_000);

  it('for schedules, whose firings hear of each other', async () => {
    const { schedule, workflow } = connected.client;
    const handle = await schedule.create({
      scheduleId: 'ticking',
      spec: { intervals: [{ every: '1 hour' }] },
      action: { type: 'startWorkflow', workflowType: 'tick', workflowId: 'ticks', taskQueue: 'payloads', args: [MARK] },
    });
    const results: unknown[] = [];
    for (const count of [1, 2]) {
      // With ALLOW_ALL, a trigger's default, firings do not hear of each other.
      await handle.trigger('BUFFER_ONE');
      const fired = await until('the schedule to fire', async () => {
        const { info, action } = await handle.describe();
        expect(action.args).toEqual([MARK]);
        return info.recentActions.length === count && info.recentActions.at(-1);
      });
      results.push(await workflow.getHandle(fired.action.workflow.workflowId).result());
      // The next is named by the second in which it fires.
      await sleep(1_500);
    }
    await handle.delete();
    expect(results).toEqual([
      { text: MARK, before: null },
      { text: MARK, before: MARK },
    ]);
  }, 60_000);

  it('and a payload that is moved to another workflow is refused there', async () => {
    const { workflow, connection: client } = connected.client;
    const history = await workflow.getHandle('every/payload/child').fetchHistory();
    const input = history.events![0]!.workflowExecutionStartedEventAttributes!.input!;
    await client.workflowService.startWorkflowExecution({
      namespace: target.namespace,
      requestId: 'moved',
      workflowId: 'another',
      workflowType: { name: 'tick' },
      taskQueue: { name: 'payloads' },
      input,
    });
    const handle = workflow.getHandle('another');
    const failed = await until('the refusal', async () =>
      (await handle.fetchHistory()).events?.find((e) => e.workflowTaskFailedEventAttributes),
    );
    const { failure } = failed.workflowTaskFailedEventAttributes!;
    expect(JSON.stringify(failure)).not.toContain(MARK);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
  }, 60_000);
});

function textsIn(value: unknown): Buffer[] {
  if (typeof value === 'string') return [Buffer.from(value)];
  if (value instanceof Uint8Array) return [Buffer.from(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}
