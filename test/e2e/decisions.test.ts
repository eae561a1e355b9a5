import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  CHAIN_MESSAGES,
  MESSAGES,
  TASK_QUEUES,
  WORKFLOWS,
  chainEntityId,
  chainRunId,
  type ApplyRequest,
  type ChainState,
  type RunStatus,
} from '@headwater/contracts';
import { loadSpec } from '@headwater/chain-spec';
import { openStore, type ArtifactStore } from '@headwater/store';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { countOf, outcomeOf } from '../harness/temporal';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;
const CHAIN = 'small';
/** How many decide at once; HEADWATER_CROWD=100 asks for more than a quick test needs. */
const CROWD = Number(process.env['HEADWATER_CROWD'] ?? 40);

describe('what people decide about a chain and its runs', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let client: Client;
  let close: () => Promise<void>;
  let store: ArtifactStore;
  let entity: WorkflowHandle;
  const file = (): string => folder.path('chain.yaml');
  const gated = (extra = ''): string =>
    smallChain({
      rows: 100,
      shardRows: 100,
      epochs: 1,
      extra: `checks: { sampleRows: 60 }\napproval: { when: always, timeout: 1h }\n${extra}`,
    });

  beforeAll(async () => {
    folder.write('train.csv', adultRows(200));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    folder.write('chain.yaml', gated());
    dev = await DevServer.start(folder.path('state'));
    ({ client, close } = await dev.connect());
    store = await openStore(folder.path('state', 'store'));
    entity = await client.workflow.start(WORKFLOWS.chainEntity, {
      workflowId: chainEntityId(CHAIN),
      taskQueue: TASK_QUEUES.control,
      args: [{ chain: CHAIN }],
    });
  }, 2 * MINUTES);
  afterAll(async () => {
    await close();
    await dev.stop();
    folder.remove();
  });

  async function applyRequest(): Promise<ApplyRequest> {
    const { spec } = await loadSpec(file(), []);
    return {
      who: 'Ada',
      why: 'first',
      chain: {
        spec: await store.putJson('spec', spec),
        rows: spec.output.rows,
        shardRows: spec.output.shardRows,
        policy: spec.policy,
        approval: spec.approval ?? null,
        feedback: spec.feedback ?? null,
        searchAttributes: true,
      },
    };
  }

  const update = <T>(name: string, request: object): Promise<T> =>
    entity.executeUpdate<T, [object]>(name, { args: [request] });
  const chain = (): Promise<ChainState> => entity.query<ChainState>(CHAIN_MESSAGES.chain);
  const ledger = async (): Promise<string[]> => {
    const entries = store.ledger(CHAIN);
    const kinds: string[] = [];
    for (const sequence of await entries.sequences()) {
      const bytes = await entries.bytes(sequence);
      kinds.push((JSON.parse(bytes!.toString()) as { entry: { kind: string } }).entry.kind);
    }
    return kinds;
  };
  const statusOf = (partition: string): Promise<RunStatus | undefined> =>
    client.workflow
      .getHandle(chainRunId(CHAIN, partition))
      .query<RunStatus>(MESSAGES.status)
      .catch(() => undefined);
  const waitingGate = (partition: string): Promise<string> =>
    until(`the gate of ${partition}`, async () => {
      const gate = (await statusOf(partition))?.gate;
      return gate?.state === 'waiting' && gate.evidence;
    });

  it('a chain is applied once, however often it is asked', async () => {
    const request = await applyRequest();
    await Promise.all(Array.from({ length: 5 }, () => update(CHAIN_MESSAGES.apply, request)));
    expect((await chain()).applied).toMatchObject({ who: 'Ada', spec: request.chain.spec });
    expect((await ledger()).filter((kind) => kind === 'applied')).toHaveLength(1);
  });

  it('of a crowd who pause and let go on at once, each change happens once', async () => {
    const asker = { who: 'Ada', why: 'holiday' };
    expect(await outcomeOf(update(CHAIN_MESSAGES.pause, { who: ' ', why: 'x' }))).toBe('USAGE');
    const pauses = await Promise.all(
      Array.from({ length: CROWD }, () => outcomeOf(update(CHAIN_MESSAGES.pause, asker))),
    );
    expect(countOf(pauses)).toEqual({ taken: 1, CHAIN_PAUSED: CROWD - 1 });
    const resumes = await Promise.all(
      Array.from({ length: CROWD }, () => outcomeOf(update(CHAIN_MESSAGES.resume, asker))),
    );
    expect(countOf(resumes)).toEqual({ taken: 1, CHAIN_NOT_PAUSED: CROWD - 1 });
    const kinds = await ledger();
    expect(kinds.filter((kind) => kind === 'paused' || kind === 'resumed')).toEqual(['paused', 'resumed']);
  });

  it(
    'a crowd who decide one gate, with duplicates, stale evidence and the requester among them: one decision',
    async () => {
      const ended = dev.run(file(), '--partition', 'gated', '--who', 'Ada');
      const evidence = await waitingGate('gated');
      const run = client.workflow.getHandle(chainRunId(CHAIN, 'gated'));
      const say = (name: string, who: string, seen: string, updateId?: string): Promise<string> =>
        outcomeOf(
          run.executeUpdate(name, {
            args: [{ who, why: 'looked at the card', evidence: seen }],
            ...(updateId === undefined ? {} : { updateId }),
          }),
        );
      expect(await say(MESSAGES.approve, 'ada ', evidence)).toBe('APPROVAL_BY_REQUESTER');
      expect(await say(MESSAGES.approve, '', evidence)).toBe('APPROVAL_INVALID');
      const outcomes = await Promise.all(
        Array.from({ length: CROWD }, (_, i) => {
          if (i % 10 === 0) return say(MESSAGES.approve, 'Ada', evidence);
          if (i % 10 === 1) return say(MESSAGES.approve, 'Grace', 'f'.repeat(64));
          if (i % 10 === 2) return say(MESSAGES.approve, 'Grace', evidence, 'sent twice');
          return say(i % 2 === 0 ? MESSAGES.approve : MESSAGES.reject, `person ${i}`, evidence);
        }),
      );
      const { json, code } = await ended;
      const gate = (await run.query<RunStatus>(MESSAGES.status)).gate!;
      const byDuplicate = gate.who === 'Grace';
      // Those that share an id are one update, so all of them hear of its success.
      expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(byDuplicate ? CROWD / 10 : 1);
      expect([code, json.status]).toEqual(gate.state === 'approved' ? [0, 'published'] : [3, 'blocked']);
      expect((await ledger()).filter((kind) => kind === 'approved' || kind === 'rejected')).toEqual([gate.state]);
      // The run may have ended before the last of them came.
      const others = outcomes.filter((outcome) => outcome !== 'taken');
      expect(others.filter((outcome) => !/^(GATE_NOT_WAITING|APPROVAL_|.*already completed)/.test(outcome))).toEqual(
        [],
      );
    },
    2 * MINUTES,
  );

  it(
    'the command line decides a gate, and refuses with codes',
    async () => {
      const ended = dev.run(file(), '--partition', 'by-hand', '--who', 'Ada');
      const evidence = await waitingGate('by-hand');
      const runId = chainRunId(CHAIN, 'by-hand');
      const decide = (verb: string, who: string, seen: string) =>
        runCli([verb, runId, '--state', dev.state, '--json', '--who', who, '--why', 'card', '--evidence', seen]);
      const own = await decide('approve', 'Ada', evidence);
      expect([own.code, own.json.error.code]).toEqual([2, 'APPROVAL_BY_REQUESTER']);
      const stale = await decide('approve', 'Grace', '0'.repeat(64));
      expect([stale.code, stale.json.error.code]).toEqual([2, 'APPROVAL_STALE']);
      expect((await decide('reject', 'Grace', evidence)).code).toBe(0);
      const { code, json } = await ended;
      expect([code, json.status, json.error.code]).toEqual([3, 'blocked', 'APPROVAL_REJECTED']);
      const again = await decide('approve', 'Grace', evidence);
      expect([again.code, again.json.error.code]).toEqual([2, 'RUN_NOT_FOUND']);
    },
    2 * MINUTES,
  );

  it(
    'a gate that nobody decides in time rejects',
    async () => {
      folder.write('chain.yaml', gated().replace('timeout: 1h', 'timeout: 2s'));
      const { code, json } = await dev.run(file(), '--partition', 'late');
      expect([code, json.status, json.error.code]).toEqual([3, 'blocked', 'APPROVAL_TIMED_OUT']);
    },
    2 * MINUTES,
  );

  it('a chain that does not exist, or has nothing to go back to, is refused', async () => {
    const asked = ['--state', dev.state, '--json', '--why', 'test'];
    const nobody = await runCli(['pause', 'nobody', ...asked]);
    expect([nobody.code, nobody.json.error.code]).toEqual([2, 'CHAIN_NOT_FOUND']);
    const rollback = await runCli(['rollback', CHAIN, ...asked]);
    expect([rollback.code, rollback.json.error.code]).toEqual([2, 'VERSION_UNKNOWN']);
    const retrain = await runCli(['retrain', CHAIN, ...asked]);
    expect([retrain.code, retrain.json.error.code]).toEqual([2, 'SPEC_INVALID']);
  });
});
