import { mkdirSync } from 'node:fs';
import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  BACKFILL_MESSAGES,
  CHAIN_MESSAGES,
  MESSAGES,
  TASK_QUEUES,
  TICK_MESSAGES,
  WORKFLOWS,
  chainEntityId,
  chainRunId,
  type ApplyRequest,
  type BackfillProgress,
  type ChainState,
  type ChainTickInput,
  type GateStatus,
  type LedgerEntry,
  type TickAnswer,
} from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { suggestShortHistories } from '../harness/short-histories';
import { countOf, outcomeOf } from '../harness/temporal';
import { Workspace, adultRows, tinyChain } from '../harness/workspace';

const MINUTES = 60_000;
/** Events after which the server suggests to continue as new; its own default is 4,096. */
const SHORT = 40;
/** Of enums.VersioningBehavior. */
const PINNED = 1;
const AUTO_UPGRADE = 2;

jest.setTimeout(3 * MINUTES);

describe('what goes on for longer than one history', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let client: Client;
  let close: () => Promise<void>;
  let store: ArtifactStore;

  const cli = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await runCli([...args, '--state', dev.state, '--json', '--who', 'Ada']);
    if (code !== 0) throw new Error(stdout + stderr);
    return JSON.parse(stdout) as T;
  };
  const chain = (name: string, more: string, source = 'train.csv'): string =>
    folder.write(`${name}.yaml`, tinyChain(name, more, source));
  const ledger = async (name: string): Promise<LedgerEntry[]> => {
    const entries = store.ledger(name);
    const found = (await entries.sequences()).map((sequence) => entries.bytes(sequence));
    return (await Promise.all(found)).map((bytes) => (JSON.parse(bytes!.toString()) as { entry: LedgerEntry }).entry);
  };
  /** Run ids of the executions of a workflow, the newest first. */
  const executionsOf = async (workflowId: string): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) ids.push(runId);
    return ids;
  };
  const behaviorOf = async (workflowId: string): Promise<unknown> =>
    (await client.workflow.getHandle(workflowId).describe()).raw.workflowExecutionInfo?.versioningInfo?.behavior;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(200));
    mkdirSync(folder.path('in'));
    // The other days' runs fail at once: it is how they are begun that is looked at.
    folder.write('in/2026-01-03.csv', adultRows(200));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    const files = [
      chain('gated', 'approval: { when: always, timeout: 1h }\nfeedback: { mix: accumulate }\n'),
      chain('brief', ''),
      chain('filled', 'schedule: { every: 1d, startAt: "2050-01-01T00:00:00Z" }\n', '"in/{date}.csv"'),
    ];
    // As a fleet runs it: with versions of workers.
    const env = { ...(await suggestShortHistories(folder.path('temporal'), SHORT)), HEADWATER_DEPLOYMENT: 'fleet' };
    dev = await DevServer.start(folder.path('state'), [], env);
    const promote = ['deploy', 'promote', '--deployment', 'fleet', '--state', dev.state];
    await until('the build to be promoted', async () => (await runCli(promote)).code === 0);
    ({ client, close } = await dev.connect());
    store = await openStore(folder.path('state', 'store'));
    await cli('apply', ...files, '--yes');
  }, 3 * MINUTES);
  afterAll(async () => {
    await close();
    await dev.stop();
    folder.remove();
  }, MINUTES);

  describe('a chain', () => {
    const NAME = 'gated';
    let entity: WorkflowHandle;
    let request: ApplyRequest;
    const chainNow = (): Promise<ChainState> => entity.query<ChainState>(CHAIN_MESSAGES.chain);
    const update = <T>(name: string, more: object = {}): Promise<T> =>
      entity.executeUpdate<T, [object]>(name, { args: [{ who: 'Ada', why: 'a test', ...more }] });
    const tick = async (partition: string): Promise<TickAnswer> => {
      const handle = await client.workflow.start(WORKFLOWS.chainTick, {
        workflowId: `tick/${NAME}-manual-${partition}`,
        taskQueue: TASK_QUEUES.control,
        args: [{ chain: NAME, kind: 'manual', partition, requestedBy: 'Ada' } satisfies ChainTickInput],
      });
      return until(`the answer to ${partition}`, () =>
        handle.query<TickAnswer>(TICK_MESSAGES.answer).then(
          (answer) => answer ?? undefined,
          () => undefined,
        ),
      );
    };
    const gateOf = (partition: string): Promise<string> =>
      until(`the gate of ${partition}`, async () => {
        const found = (await chainNow()).gates.find((gate) => gate.partition === partition);
        return found?.evidence;
      });
    const approve = (partition: string, evidence: string): Promise<GateStatus> =>
      client.workflow
        .getHandle(chainRunId(NAME, partition))
        .executeUpdate<GateStatus, [object]>(MESSAGES.approve, { args: [{ who: 'Grace', why: 'a test', evidence }] });
    const ended = (partition: string): Promise<ChainState> =>
      until(`the end of ${partition}`, async () => {
        const state = await chainNow();
        return state.runs.some((run) => run.partition === partition) && state;
      });

    beforeAll(() => {
      entity = client.workflow.getHandle(chainEntityId(NAME));
    });

    it('answers every update once, admits, and forgets nothing on the way', async () => {
      await tick('first');
      await approve('first', await gateOf('first'));
      await ended('first');
      await tick('waiting');
      await gateOf('waiting');
      await update(CHAIN_MESSAGES.retrain, { reason: 'request' });
      const before = await chainNow();
      const { who: _, why: __, at: ___, ...applied } = before.applied!;
      request = { who: 'Ada', why: 'a test', chain: applied };

      // One pauses and lets go on, one changes the chain, others ask for runs and for what they are refused.
      const pausing = async (): Promise<string[]> => {
        const outcomes: string[] = [];
        for (let turn = 0; turn < 8; turn++)
          for (const name of [CHAIN_MESSAGES.pause, CHAIN_MESSAGES.resume])
            outcomes.push(await outcomeOf(update(name)));
        return outcomes;
      };
      const changing = async (): Promise<string[]> => {
        const outcomes: string[] = [];
        for (let turn = 1; turn <= 8; turn++)
          outcomes.push(
            await outcomeOf(update(CHAIN_MESSAGES.apply, { chain: { ...request.chain, rows: 100 + (turn % 2) } })),
          );
        return outcomes;
      };
      const asking = async (): Promise<Map<string, TickAnswer>> => {
        const answers = new Map<string, TickAnswer>();
        for (const partition of ['a', 'b']) answers.set(partition, await tick(partition));
        return answers;
      };
      const refused = async (): Promise<string[]> =>
        Promise.all(Array.from({ length: 10 }, () => outcomeOf(update(CHAIN_MESSAGES.rollback, { version: 'none' }))));
      const [pauses, changes, answers, rollbacks] = await Promise.all([pausing(), changing(), asking(), refused()]);

      expect(countOf(pauses)).toEqual({ taken: 16 });
      expect(countOf(changes)).toEqual({ taken: 8 });
      expect(countOf(rollbacks)).toEqual({ VERSION_UNKNOWN: 10 });
      const admitted = [...answers].filter(([, answer]) => 'runId' in answer!).map(([partition]) => partition);
      for (const [, answer] of answers) if (!('runId' in answer!)) expect(answer!.code).toBe('CHAIN_PAUSED');
      for (const partition of admitted) await gateOf(partition);

      const after = await chainNow();
      expect(after.active.map(({ partition }) => partition)).toEqual(['waiting', ...admitted]);
      expect(new Set(after.gates.map(({ partition }) => partition))).toEqual(new Set(['waiting', ...admitted]));
      expect(after.gates[0]).toEqual(before.gates[0]);
      for (const part of ['paused', 'stopped', 'versions', 'current', 'runs', 'spent'] as const)
        expect(after[part]).toEqual(before[part]);
      for (const part of ['generation', 'lineage', 'retrain', 'targets'] as const)
        expect(after[part]).toEqual(before[part]);
      expect([before.versions.length, before.lineage?.kind, before.retrain?.reasons]).toEqual([
        1,
        'lineage',
        ['request'],
      ]);
      expect(after.applied).toMatchObject(request.chain);
      expect(after.decisions).toBe(before.decisions + 24);

      const executions = await until('several executions', async () => {
        const ids = await executionsOf(chainEntityId(NAME));
        return ids.length > 3 && ids;
      });
      // The id of a decision names the first execution of the chain, and its number.
      const own = (await ledger(NAME)).filter(({ id }) => /^chain\/gated\/[0-9a-f-]{36}\/\d+\//.test(id));
      expect(countOf(own.map(({ kind }) => kind))).toMatchObject({ applied: 9, paused: 8, resumed: 8 });
      const numbers = own.map(({ id }) => Number(id.split('/').at(-2)));
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: after.decisions }, (_, i) => i + 1));
      expect(executions).toContain(own[0]!.id.split('/').at(-3));
    });

    it('hears of a gate that was opened executions ago, and stays with its kind of version', async () => {
      const evidence = (await chainNow()).gates.find(({ partition }) => partition === 'waiting')!.evidence;
      await approve('waiting', evidence);
      const state = await ended('waiting');
      expect(state.versions).toHaveLength(2);
      expect(state.gates.some(({ partition }) => partition === 'waiting')).toBe(false);
      expect(await behaviorOf(chainEntityId(NAME))).toBe(AUTO_UPGRADE);
      expect(await behaviorOf(chainRunId(NAME, 'waiting'))).toBe(PINNED);
    });
  });

  it('a chain that is removed while it is about to continue as new ends', async () => {
    const entity = client.workflow.getHandle(chainEntityId('brief'));
    const { applied } = await entity.query<ChainState>(CHAIN_MESSAGES.chain);
    const { at: _, ...request } = applied!;
    const update = (name: string, more: object = {}): Promise<string> =>
      outcomeOf(entity.executeUpdate(name, { args: [{ who: 'Ada', why: 'a test', ...more }] }));
    let rows = 200;
    const change = (): Promise<string> => update(CHAIN_MESSAGES.apply, { chain: { ...request, rows: (rows += 1) } });
    // So full that it is about to continue as new once these nine are taken, and has to wait for what they do.
    const length = async (): Promise<number> => (await entity.describe()).historyLength;
    await until('a history that is nearly full', async () => {
      const events = await length();
      return (events > SHORT / 2 && events < SHORT - 5) || (await change(), false);
    });
    const changes = Array.from({ length: 9 }, change);
    await Promise.race(changes);
    expect(await update(CHAIN_MESSAGES.remove)).toBe('taken');
    await Promise.all(changes);
    await until('the chain to end', async () => (await entity.describe()).status.name === 'COMPLETED', 30);
    expect((await ledger('brief')).filter(({ kind }) => kind === 'removed')).toHaveLength(1);
  });

  it('a backfill runs what is missing once, and stays paused, over several executions', async () => {
    const range = (from: string, to: string): string[] => [
      ...['backfill', 'filled', '--from', `2026-01-${from}`, '--to', `2026-01-${to}`, '--yes'],
    ];
    await cli(...range('03', '03'));
    const { backfill: id } = await cli<{ backfill: string }>(...range('01', '06'), '--parallel', '2', '--detach');
    const handle = client.workflow.getHandle(id);
    const progress = (): Promise<BackfillProgress> => handle.query<BackfillProgress>(BACKFILL_MESSAGES.progress);
    const runOf = async (): Promise<string> => (await handle.describe()).runId;
    await until('two partitions to begin', async () => (await progress()).begun >= 2);
    await handle.executeUpdate(BACKFILL_MESSAGES.pause);
    const paused = await until('those under way to end', async () => {
      const now = await progress();
      return now.ended === now.begun && now;
    });
    const before = await runOf();
    // Pausing again is no change, but it is in the history.
    await until('another execution', async () => {
      await handle.executeUpdate(BACKFILL_MESSAGES.pause);
      return (await runOf()) !== before;
    });
    expect(await progress()).toEqual({ ...paused, paused: true });
    await handle.executeUpdate(BACKFILL_MESSAGES.resume);
    expect(await handle.result()).toMatchObject({ total: 5, begun: 5, ended: 5, refused: 0, states: { failed: 5 } });

    const partitions = Array.from({ length: 6 }, (_, day) => `2026010${day + 1}T000000Z`);
    const runs = await until('every run to be counted', async () => {
      const counts = partitions.map(async (partition) => (await executionsOf(chainRunId('filled', partition))).length);
      const found = await Promise.all(counts);
      return found.every((count) => count > 0) && found;
    });
    expect(runs).toEqual(partitions.map(() => 1));
    expect((await executionsOf(id)).length).toBeGreaterThan(1);
    const kinds = (await ledger('filled')).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'backfilled')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'published')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ended')).toHaveLength(6);
  });
});
