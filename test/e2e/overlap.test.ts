import { writeFileSync, mkdirSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { scheduleId, timeOfPartition, type RunDocument } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import { runCli, type CliExit } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { Workspace, adultRows, tinyChain } from '../harness/workspace';

const MINUTES = 60_000;
const EVERY_SECONDS = 3;
jest.setTimeout(3 * MINUTES);

describe('what a schedule does about runs that fail or last', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let client: Client;
  let close: () => Promise<void>;
  let store: ArtifactStore;
  let byHand: Promise<CliExit>;

  const cli = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await runCli([...args, '--state', dev.state, '--json'], { HEADWATER_USER: 'ops' });
    if (code !== 0) throw new Error(stdout + stderr);
    return JSON.parse(stdout) as T;
  };
  const chain = (name: string, source: string, more: string): string =>
    folder.write(`${name}.yaml`, tinyChain(name, more, source));
  const runsOf = async (name: string): Promise<RunDocument[]> =>
    (await store.runs.list<RunDocument>())
      .map(({ doc }) => doc)
      .filter((run) => run.chain === name && run.kind === 'scheduled')
      .sort((a, b) => a.partition.localeCompare(b.partition));

  beforeAll(async () => {
    folder.write('train.csv', adultRows(200));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    mkdirSync(folder.path('in'));
    dev = await DevServer.start(folder.path('state'));
    ({ client, close } = await dev.connect());
    store = await openStore(folder.path('state', 'store'));
    // Whoever waits for a person lasts as long as is wanted; run once by hand, so that a forecast knows how long.
    const lasting = `approval: { when: always, timeout: ${EVERY_SECONDS + 1}s }\nschedule: { every: ${EVERY_SECONDS}s, overlap: cancel-other }\n`;
    byHand = dev.run(chain('eager', 'train.csv', lasting), '--partition', 'by-hand');
  }, 3 * MINUTES);
  afterAll(async () => {
    await close();
    await dev.stop();
    folder.remove();
  }, MINUTES);

  it('pauseOnFailure: a run that fails pauses it and says why; applied again with --unpause it goes on', async () => {
    const file = chain('fragile', '"in/{date}.csv"', 'schedule: { every: 2s, pauseOnFailure: true }\n');
    await cli('apply', file, '--yes');
    const schedule = client.schedule.getHandle(scheduleId('fragile'));
    await until('the schedule to pause', async () => (await schedule.describe()).state.paused, 90);
    const report = await cli<{ schedule: { next: string | null; paused: string } }>('chains', 'fragile');
    expect(report.schedule.next).toBeNull();
    expect(report.schedule.paused).toMatch(/^chain\/fragile\/\d{8}T\d{6}Z failed with SOURCE_NOT_FOUND$/);
    expect((await runsOf('fragile')).map(({ status }) => status?.error?.code)).toEqual(['SOURCE_NOT_FOUND']);

    for (const days of [0, 1]) {
      const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
      writeFileSync(folder.path('in', `${day}.csv`), adultRows(200));
    }
    // Applied as it was, it stays paused; it is let go on only where that is asked for.
    await cli('apply', file, '--yes');
    expect((await schedule.describe()).state.paused).toBe(true);
    await cli('apply', file, '--unpause', '--yes');
    expect((await schedule.describe()).state.paused).toBe(false);
    await until(
      'a published run',
      async () => (await runsOf('fragile')).some(({ status }) => status?.state === 'published'),
      120,
    );
    await schedule.pause('the test is over');
  });

  it('cancel-other: each run ends the one before, as it was forecast', async () => {
    expect((await byHand).json.error.code).toBe('APPROVAL_TIMED_OUT');
    const plan = await cli<{ medianSeconds: number; times: { runBefore?: string }[] }>(
      ...['plan', folder.path('eager.yaml'), '--count', '4'],
    );
    expect(plan.medianSeconds).toBeGreaterThan(EVERY_SECONDS);
    expect(plan.times.map(({ runBefore }) => runBefore)).toEqual([undefined, 'cancelled', 'cancelled', 'cancelled']);

    await cli('apply', folder.path('eager.yaml'), '--yes');
    const runs = await until(
      'three runs',
      async () => {
        const found = await runsOf('eager');
        return found.length >= 3 && found;
      },
      120,
    );
    expect(runs.slice(0, -1).map(({ status }) => status?.state)).toEqual(runs.slice(0, -1).map(() => 'cancelled'));
    for (const { partition } of runs) expect(timeOfPartition(partition)!.getTime() % (EVERY_SECONDS * 1000)).toBe(0);
    const { current } = await cli<{ current: string | null }>('chains', 'eager');
    expect(current).toBeNull();
  });
});
