import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { chainRunId, partitionOf, scheduleId, timeOfPartition, type RunDocument } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import { runCli, startCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { processes, until } from '../harness/processes';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;

// Commands take their time where cores are shared.
jest.setTimeout(3 * MINUTES);

describe('chains on schedules', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let client: Client;
  let close: () => Promise<void>;
  let store: ArtifactStore;

  const chain = (name: string, schedule: string, more = ''): string =>
    folder.write(
      `${name}.yaml`,
      `${smallChain({ rows: 100, shardRows: 100, epochs: 1, extra: 'checks: { sampleRows: 60 }\n' })
        .replace('name: small', `name: ${name}`)
        .replace('train.csv', '"in/{date}.csv"')}schedule: { ${schedule} }\n${more}`,
    );
  const cli = async <T>(...args: string[]): Promise<{ code: number | null; json: T; stderr: string }> => {
    const { code, json, stderr } = await runCli([...args, '--state', dev.state, '--json'], { HEADWATER_USER: 'ops' });
    return { code, json: json as unknown as T, stderr };
  };
  const apply = (...args: string[]) =>
    cli<{ chains: { chain: string; action: string; changes: { path: string }[] }[]; error?: { code: string } }>(
      'apply',
      ...args,
    );
  const runsOf = async (name: string): Promise<RunDocument[]> =>
    (await store.runs.list<RunDocument>()).map(({ doc }) => doc).filter((run) => run.chain === name);
  const published = async (name: string): Promise<RunDocument[]> =>
    (await runsOf(name)).filter(({ status }) => status?.state === 'published');
  const dataFor = (day: string): void => writeFileSync(folder.path('in', `${day}.csv`), adultRows(200));

  beforeAll(async () => {
    mkdirSync(folder.path('in'));
    for (const days of [0, 1]) dataFor(new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    dev = await DevServer.start(folder.path('state'));
    ({ client, close } = await dev.connect());
    store = await openStore(folder.path('state', 'store'));
  }, 2 * MINUTES);
  afterAll(async () => {
    await close();
    await dev.stop();
    folder.remove();
  }, MINUTES);

  it('are refused when they can never fire, before anything is changed', async () => {
    const ended = await apply(chain('ended', 'every: 1h, endAt: "2020-01-01T00:00:00Z"'), '--yes');
    expect(ended.json.error?.code).toBe('SCHEDULE_NEVER');
    const nowhere = await apply(chain('nowhere', 'every: 1h, timezone: Mars/Base'), '--yes');
    expect([nowhere.code, nowhere.json.error?.code]).toEqual([2, 'SPEC_INVALID']);
    expect((await cli<{ chains: unknown[] }>('chains')).json.chains).toEqual([]);
  });

  it('want to be confirmed where nobody can be asked', async () => {
    const { code, json, stderr } = await apply(chain('ticking', 'every: 5s, jitter: 2s, freshWithin: 10m'));
    expect([code, json.error?.code]).toEqual([2, 'USAGE']);
    expect(stderr).toContain('+ ticking  new');
  });

  it(
    'run each partition once, named by the time it was due and not by the time it began',
    async () => {
      const file = chain('ticking', 'every: 5s, jitter: 2s, freshWithin: 10m');
      const first = await apply(file, '--yes');
      expect(first.json.chains).toMatchObject([{ chain: 'ticking', action: 'create' }]);
      const runs = await until(
        'two published runs',
        async () => {
          const done = await published('ticking');
          return done.length >= 2 && done;
        },
        300,
      );
      // What follows has the machine to itself.
      await client.schedule.getHandle(scheduleId('ticking')).pause('for a test');
      const partitions = runs.map(({ partition }) => partition);
      expect(new Set(partitions).size).toBe(partitions.length);
      for (const partition of partitions) expect(timeOfPartition(partition)!.getTime() % 5000).toBe(0);
      expect(runs[0]).toMatchObject({ kind: 'scheduled', requestedBy: 'ops' });
      for (const { runId } of runs) expect(await executionsOf(runId)).toBe(1);
    },
    6 * MINUTES,
  );

  it(
    'are known as applied: again is no change, another schedule is one, in words; one that is paused stays so',
    async () => {
      const same = await apply(folder.path('ticking.yaml'), '--yes');
      expect(same.json.chains).toMatchObject([{ action: 'none', changes: [] }]);
      const changed = await apply(chain('ticking', 'every: 5s, freshWithin: 20m'), '--yes');
      expect(changed.json.chains[0]!.changes.map(({ path }) => path)).toEqual([
        'schedule.freshWithinSeconds',
        'schedule.jitterSeconds',
      ]);
      expect((await client.schedule.getHandle(scheduleId('ticking')).describe()).state.paused).toBe(true);
    },
    3 * MINUTES,
  );

  it(
    'start nothing while their schedule is paused, and make up for a time in the past by its own name',
    async () => {
      const schedule = client.schedule.getHandle(scheduleId('ticking'));
      await until(
        'the run under way to end',
        async () => (await schedule.describe()).info.runningActions.length === 0,
        240,
      );
      const before = await runsOf('ticking');
      const report = await cli<{ schedule: { next: string | null; paused: string }; freshness: { fresh: boolean } }>(
        'chains',
        'ticking',
      );
      expect(report.json).toMatchObject({ schedule: { next: null, paused: 'for a test' }, freshness: { fresh: true } });
      // As a clock that jumped, or a server that was away, would have it: started now, due long ago.
      dataFor('2026-01-05');
      const due = new Date('2026-01-05T06:00:00Z');
      await schedule.backfill({ start: due, end: due, overlap: 'BUFFER_ALL' });
      const late = await until(
        'the late run',
        async () => (await published('ticking')).find(({ partition }) => partition === partitionOf(due)),
        240,
      );
      expect(late.kind).toBe('scheduled');
      expect(await runsOf('ticking')).toHaveLength(before.length + 1);
      // A version of January does not take the place of today's.
      const { json } = await cli<{ current: string; versions: { version: string }[] }>('chains', 'ticking');
      expect(json.versions.some(({ version }) => version.startsWith(partitionOf(due)))).toBe(true);
      expect(json.current.startsWith('202601')).toBe(false);
    },
    6 * MINUTES,
  );

  describe('and a range of the past', () => {
    const range = ['--from', '2026-01-01T23:59:55Z', '--to', '2026-01-02T00:00:00Z'];
    interface Backfill {
      backfill: string | null;
      states: Record<string, number>;
      troubles: { partition: string; code: string; message: string }[];
      partitions: { partition: string; state: string }[];
      todo: { partition: string; reason: string }[];
    }
    const backfill = (...args: string[]) => cli<Backfill>('backfill', 'ticking', ...range, ...args);
    const states = ({ json }: { json: Backfill }) => json.partitions.map(({ state }) => state);

    it(
      'is filled where it lacks something; each day reads its own file, and one that is not there is a failed run',
      async () => {
        dataFor('2026-01-01');
        expect(states(await backfill('--plan'))).toEqual(['missing', 'missing']);
        const first = await backfill('--yes');
        expect([first.code, first.json.states]).toEqual([1, { published: 1, failed: 1 }]);
        expect(first.json.troubles.map(({ code }) => code)).toEqual(['SOURCE_NOT_FOUND']);
        expect(first.json.troubles[0]!.message).toContain('2026-01-02.csv');
      },
      6 * MINUTES,
    );

    it(
      'is filled once: what is done stays, whoever asks again attaches, and a killed worker takes nothing away',
      async () => {
        dataFor('2026-01-02');
        expect(states(await backfill('--plan'))).toEqual(['done', 'failed']);
        const started = startCli(['backfill', 'ticking', ...range, '--yes', '--parallel', '1', '--state', dev.state]);
        await until('the backfill to start', () => /^backfill\//m.test(started.stderr()));
        process.kill(workerIn(dev.state), 'SIGKILL');
        const paused = await until('the pause', async () => {
          const { code, stderr } = await runCli(['backfill', 'ticking', '--pause', '--state', dev.state]);
          return code === 0 || (stderr.includes('RUN_NOT_FOUND') && 'over');
        });
        const again = startCli(['backfill', 'ticking', ...range, '--yes', '--state', dev.state]);
        if (paused !== 'over') {
          await until('the second to attach', () => again.stderr().includes('is under way'));
          await backfill('--resume');
        }
        expect((await started.exit).code).toBe(0);
        expect((await again.exit).code).toBe(0);
        expect(states(await backfill('--plan'))).toEqual(['done', 'done']);
        const runs = (await runsOf('ticking')).filter(({ kind }) => kind === 'backfill');
        expect(runs.map(({ status }) => status?.state)).toEqual(['published', 'published']);
        expect(await executionsOf(chainRunId('ticking', '20260101T235955Z'))).toBe(1);
        expect(await executionsOf(chainRunId('ticking', '20260102T000000Z'))).toBe(2);
      },
      6 * MINUTES,
    );

    it('is stale once the chain makes something else, and holds nothing outside the schedule', async () => {
      const file = chain('ticking', 'every: 5s, freshWithin: 20m');
      const text = smallChain({ rows: 90, shardRows: 100, epochs: 1, extra: 'checks: { sampleRows: 60 }\n' });
      writeFileSync(
        file,
        `${text.replace('name: small', 'name: ticking').replace('train.csv', '"in/{date}.csv"')}schedule: { every: 5s }\n`,
      );
      await apply(file, '--yes');
      const plan = await backfill('--plan');
      expect(states(plan)).toEqual(['stale', 'stale']);
      expect(plan.json.todo.map(({ reason }) => reason)).toEqual(['stale', 'stale']);
      const none = await cli<{ error: { code: string } }>(
        ...['backfill', 'ticking', '--from', '2026-01-01T00:00:01Z', '--to', '2026-01-01T00:00:04Z', '--yes'],
      );
      expect([none.code, none.json.error.code]).toEqual([2, 'BACKFILL_RANGE_INVALID']);
    });
  });

  it(
    'skip what is due while a run waits, refuse while paused, and are gone when they are pruned',
    async () => {
      const waiting = chain('waiting', 'every: 2s', 'approval: { when: always, timeout: 1h }\n');
      await apply(waiting, '--yes');
      const schedule = client.schedule.getHandle(scheduleId('waiting'));
      await until('the run', async () => (await runsOf('waiting')).length > 0, 240);
      await until('a skipped run', async () => (await schedule.describe()).info.numActionsSkippedOverlap >= 2, 240);
      const [run, ...others] = await runsOf('waiting');
      expect([run!.status, others]).toEqual([undefined, []]);
      await cli('cancel', run!.runId);
      await cli('pause', 'waiting', '--why', 'a test');
      const refused = await cli<{ error: { code: string } }>('trigger', 'waiting');
      expect([refused.code, refused.json.error.code]).toEqual([2, 'CHAIN_PAUSED']);

      const pruned = await apply(folder.path('ticking.yaml'), '--prune', '--yes');
      expect(pruned.json.chains.map(({ chain: name, action }) => [name, action])).toEqual([
        ['ticking', 'none'],
        ['waiting', 'remove'],
      ]);
      await expect(schedule.describe()).rejects.toThrow(/not found/i);
      const { json } = await cli<{ chains: { chain: string }[] }>('chains');
      expect(json.chains.map(({ chain: name }) => name)).toEqual(['ticking']);
    },
    6 * MINUTES,
  );

  it('whose files are named by time are run by hand when the time is given', async () => {
    rmSync(folder.path('in', '2026-01-05.csv'));
    const run = (...args: string[]) =>
      cli<{ error: { code: string; hint: string; message: string } }>('run', folder.path('ticking.yaml'), ...args);
    const { code, json } = await run();
    expect([code, json.error.code]).toEqual([2, 'USAGE']);
    expect(json.error.hint).toContain('--partition');
    expect((await run('--partition', 'forty')).json.error.code).toBe('USAGE');
    const missing = await run('--partition', '20260105T060000Z');
    expect(missing.json.error.message).toContain('in/2026-01-05.csv');
  });

  async function executionsOf(workflowId: string): Promise<number> {
    return (await client.workflow.count(`WorkflowId = '${workflowId}'`)).count;
  }
});

function workerIn(state: string): number {
  return processes().find(({ command }) => command.includes(` worker --state ${state}`))!.pid;
}
