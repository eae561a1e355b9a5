import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Runtime, Worker, type WorkerOptions } from '@temporalio/worker';

const HISTORIES = join(__dirname, 'histories');
/** Where the traced bundle sends its spans. */
const sinks = { exporter: { export: { fn: () => undefined, callDuringReplay: false } } };
const tracedPath = require.resolve('@headwater/workflows/dist/workflow-bundle.traced.js');
const codePath = require.resolve('@headwater/workflows/dist/workflow-bundle.js');

describe('recorded histories replay on the workflow code of today', () => {
  const options: Omit<WorkerOptions, 'connection'> = { taskQueue: 'replay', workflowBundle: { codePath } };
  const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));
  const history = (
    name: string,
  ): { events: { eventType: string; activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[] } =>
    JSON.parse(readFileSync(join(HISTORIES, name), 'utf8'));

  afterAll(() => Runtime.instance().shutdown());

  it('has a history for every path', () => {
    expect(names.sort()).toEqual([
      'backfill.paused.json',
      'chain-entity.continued.json',
      'chain-entity.continues.json',
      'chain-entity.decided.json',
      'chain-run.approved.json',
      'chain-run.blocked.json',
      'chain-run.cancelled.json',
      'chain-run.failed.json',
      'chain-run.published.json',
      'chain-tick.published.json',
      'chain-tick.refused.json',
      'collapse-lab.done.json',
      'lab-chain.done.json',
      'shard-window.published.json',
    ]);
  });

  test.each(names)('%s', async (name) => {
    await Worker.runReplayHistory(options, history(name));
  });

  test.each(names)('%s, on the bundle of workers that send traces', async (name) => {
    await Worker.runReplayHistory({ ...options, sinks, workflowBundle: { codePath: tracedPath } }, history(name));
  });

  it('would notice: a history with another activity in it does not replay', async () => {
    const changed = history('chain-run.published.json');
    const first = changed.events.find((e) => e.activityTaskScheduledEventAttributes);
    first!.activityTaskScheduledEventAttributes!.activityType.name = 'somethingElse';
    await expect(Worker.runReplayHistory(options, changed)).rejects.toThrow(DeterminismViolationError);
  });
});
