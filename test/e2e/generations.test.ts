import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  CHAIN_MESSAGES,
  TASK_QUEUES,
  WORKFLOWS,
  chainEntityId,
  chainRunId,
  type ChainRunInput,
  type ChainState,
  type Evidence,
  type GenerationPlan,
  type Lineage,
  type PoolManifest,
  type RunCard,
  type RunStatus,
} from '@headwater/contracts';
import { loadSpec } from '@headwater/chain-spec';
import { openStore, type ArtifactStore } from '@headwater/store';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { until } from '../harness/processes';
import { connectTo } from '../harness/temporal';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;
const CHAIN = 'small';

describe('generations of a chain', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let client: Client;
  let close: () => Promise<void>;
  let store: ArtifactStore;
  let entity: WorkflowHandle;
  let base: Omit<ChainRunInput, 'context'> & { spec: ChainRunInput['context']['spec'] };
  let feedback: GenerationPlan['feedback'];

  beforeAll(async () => {
    folder.write('train.csv', adultRows(240));
    folder.write('holdout.csv', adultRows(80, 'holdout'));
    const extra = 'checks: { sampleRows: 60 }\nfeedback: { retrainOn: [feedback], debounce: 1s }\n';
    const file = folder.write('chain.yaml', smallChain({ rows: 120, shardRows: 80, epochs: 1, extra }));
    dev = await DevServer.start(folder.path('state'));
    ({ client, close } = await connectTo(dev));
    store = await openStore(folder.path('state', 'store'));
    const { spec } = await loadSpec(file, []);
    feedback = spec.feedback!;
    const { rows, shardRows } = spec.output;
    const chain = {
      spec: await store.putJson('spec', spec),
      rows,
      shardRows,
      policy: spec.policy,
      approval: null,
      feedback,
      searchAttributes: true,
    };
    base = {
      spec: chain.spec,
      rows,
      shardRows,
      policy: spec.policy,
      searchAttributes: true,
      entity: chainEntityId(CHAIN),
    };
    entity = await client.workflow.start(WORKFLOWS.chainEntity, {
      workflowId: chainEntityId(CHAIN),
      taskQueue: TASK_QUEUES.control,
      args: [{ chain: CHAIN }],
    });
    await entity.executeUpdate(CHAIN_MESSAGES.apply, { args: [{ who: 'Ada', why: 'first', chain }] });
  }, 2 * MINUTES);
  afterAll(async () => {
    await close();
    await dev.stop();
    folder.remove();
  });

  const state = (): Promise<ChainState> => entity.query<ChainState>(CHAIN_MESSAGES.chain);

  async function run(partition: string, plan: Partial<GenerationPlan>): Promise<RunStatus> {
    const { lineage, targets } = await state();
    const { spec, ...rest } = base;
    const runId = chainRunId(CHAIN, partition);
    const input: ChainRunInput = {
      ...rest,
      context: { chain: CHAIN, runId, partition, spec },
      generation: { generation: 0, lineage, feedback, targets, ...plan },
    };
    return client.workflow.execute<(input: ChainRunInput) => Promise<RunStatus>>(WORKFLOWS.chainRun, {
      workflowId: runId,
      taskQueue: TASK_QUEUES.control,
      args: [input],
    });
  }

  async function facts(partition: string): Promise<Record<string, Record<string, unknown>>> {
    const ledger = store.ledger(CHAIN);
    const found: Record<string, Record<string, unknown>> = {};
    for (const sequence of await ledger.sequences()) {
      const { entry } = JSON.parse((await ledger.bytes(sequence))!.toString()) as {
        entry: { kind: string; run?: string; facts: Record<string, unknown> };
      };
      if (entry.run === chainRunId(CHAIN, partition)) found[entry.kind] = entry.facts;
    }
    return found;
  }

  it(
    'the first learns from real rows alone, the next from a pool that says whose its rows are',
    async () => {
      const first = await run('p0', { generation: 0 });
      expect([first.state, first.mix, first.generation]).toEqual(['published', undefined, 0]);
      expect(first.stages.map(({ stage }) => stage)).not.toContain('mix');
      await until('the chain to hear of it', async () => (await state()).lineage !== null);

      const second = await run('p1', { generation: 1 });
      expect(second.error).toBeUndefined();
      expect([second.state, second.generation]).toEqual(['published', 1]);
      expect(second.stages.find(({ stage }) => stage === 'mix')).toMatchObject({ state: 'done' });
      const { realRows, syntheticRows, manifest } = second.mix!;
      expect(realRows).toBeGreaterThanOrEqual(192);
      expect(syntheticRows).toBeGreaterThan(0);
      expect(syntheticRows / (realRows + syntheticRows)).toBeLessThanOrEqual(0.2);
      const { rowGroups } = await store.getJson<PoolManifest>(manifest);
      expect(rowGroups.map(({ origin, generation, rows }) => [origin, generation, rows])).toEqual([
        ['real', 0, realRows],
        ['synthetic', 0, syntheticRows],
      ]);
      expect(second.collapse).toMatchObject({ action: 'go-on', verdict: 'unknown' });
      const told = await facts('p1');
      expect(told['mixed']).toMatchObject({ generation: 1, mix: 'accumulate-budget', realRows, syntheticRows });
      expect(told['judged']).toMatchObject({ generation: 1, action: 'go-on' });
      expect(told['kept']).toMatchObject({ generation: 1, accepted: true, drifted: false });

      await until('the chain to hear of both', async () => (await state()).generation === 1);
      const { lineage } = await state();
      const { generations } = await store.getJson<Lineage>(lineage!);
      expect(generations.map((g) => [g.generation, g.accepted, g.freshReal, g.version])).toEqual([
        [0, true, true, first.published!.version],
        [1, true, false, second.published!.version],
      ]);
      const card = await store.getJson<RunCard>(second.card!.json);
      expect(card.generations!.map((g) => g.generation)).toEqual([0, 1]);
    },
    4 * MINUTES,
  );

  it(
    'a consumer’s feedback asks for the next, with more rows of what was weak',
    async () => {
      const { current } = await state();
      const tell = async (
        name: string,
        content: unknown,
        version = current!,
      ): Promise<Awaited<ReturnType<typeof runCli>>> =>
        runCli([
          ...['feedback', CHAIN, '--version', version, '--file', folder.write(name, JSON.stringify(content))],
          ...['--who', 'Grace', '--why', 'a quarter of use', '--state', dev.state, '--json'],
        ]);
      const segments = [{ column: 'education', value: 'Bachelors', score: 0.2 }];
      const code = async (answer: ReturnType<typeof tell>): Promise<string> => (await answer).json.error.code;
      expect(await code(tell('a.json', { scores: { accuracy: 2 } }))).toBe('FEEDBACK_INVALID');
      expect(await code(tell('b.json', { segments: [{ ...segments[0], column: 'height' }] }))).toBe('FEEDBACK_INVALID');
      expect(await code(tell('c.json', { scores: { accuracy: 1 } }, 'v0'))).toBe('VERSION_UNKNOWN');
      const { json } = await tell('d.json', { scores: { accuracy: 0.8 }, segments });
      expect(json).toMatchObject({ retrain: true, targets: [{ column: 'education', value: 'Bachelors' }] });
      const asked = await state();
      expect([asked.retrain?.reasons, asked.targets]).toEqual([['feedback'], json.targets]);

      // A value that no row has is left out; the others are made, apart from what is judged.
      const unknown = { column: 'education', value: 'Nonesuch', share: 0.1 };
      const third = await run('p2', { generation: 2, targets: [unknown, ...asked.targets] });
      expect([third.error, third.state]).toEqual([undefined, 'published']);
      const [made, ...others] = third.shards!.targeted!;
      expect(others).toEqual([]);
      expect(made).toMatchObject({ column: 'education', value: 'Bachelors', rows: 4, shards: 1 });
      expect([third.shards!.rows, third.published!.rows]).toEqual([124, 124]);
      const quality = await store.getJson<Evidence>(third.evidence!.quality!);
      const privacy = await store.getJson<Evidence>(third.evidence!.privacy!);
      expect([quality.rows.synthetic, privacy.rows.synthetic]).toEqual([120, 124]);
      const manifest = await store.getJson<{ targeted: unknown[] }>(third.published!.manifest);
      expect(manifest.targeted).toEqual([made]);
    },
    4 * MINUTES,
  );

  it(
    'the collapse verdict takes a generation back: nothing is published, and its rows are never reused',
    async () => {
      const [first] = (await store.getJson<Lineage>((await state()).lineage!)).generations;
      const falling = async (generation: number): Promise<Lineage['generations'][number]> => {
        const measures = ['tail_coverage', 'recall'].map((name, j) => {
          return { name, score: 3 - 0.3 * generation + 0.01 * ((generation + j) % 2), better: 'higher' };
        });
        return { ...first!, generation, quality: await store.putJson('evidence', { measures }) };
      };
      const generations = await Promise.all([0, 1, 2, 3, 4, 5].map(falling));
      const lineage = await store.putJson('lineage', { version: 1, chain: CHAIN, generations });
      const before = (await state()).generation;
      const taken = await run('p6', { generation: 6, lineage, targets: [] });
      expect([taken.state, taken.error?.code, taken.error?.stage]).toEqual(['blocked', 'COLLAPSE_STOPPED', 'quality']);
      expect([taken.collapse?.action, taken.decision, taken.published]).toEqual(['roll-back', undefined, undefined]);
      expect(taken.stages.filter(({ state: of }) => of === 'skipped').map(({ stage }) => stage)).toEqual([
        'gate',
        'publish',
      ]);
      expect((await facts('p6'))['kept']).toMatchObject({ generation: 6, accepted: false });
      await until('the chain to hear of it', async () => {
        const kept = await store.getJson<Lineage>((await state()).lineage!);
        return kept.generations.some((record) => record.generation === 6 && !record.accepted);
      });
      // The next runs are of the last good generation.
      expect((await state()).generation).toBe(before);
    },
    4 * MINUTES,
  );
});
