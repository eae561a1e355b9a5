import type { AssessInput, AssessOutput, ChainSpec, Evidence, TableSchema } from '@headwater/contracts';
import { assessPrivacy } from '@headwater/privacy';
import { assessQuality } from '@headwater/quality';
import { concatFrames, type Frame } from '@headwater/tables';
import type { StageEnvironment } from './environment';
import { once } from './keyed';
import type { ShardList } from './shard';
import { readFrame } from './tables-in-store';

type AssessedStage = 'privacy' | 'quality';

/** Shards against training and held-out rows: evidence in the store, its numbers in the answer. */
export async function assess(
  environment: StageEnvironment,
  stage: AssessedStage,
  input: AssessInput,
): Promise<AssessOutput> {
  const { store } = environment;
  const spec = await store.getJson<ChainSpec>(input.context.spec);
  const { train, holdout, schema } = input.ingest;
  const target = Object.entries(spec.schema.columns).find(([, column]) => column.role === 'target')?.[0];
  return once(
    environment,
    {
      stage,
      inputs: { train: train.sha256, holdout: holdout.sha256, schema: schema.sha256, shards: input.shards.sha256 },
      parameters: { ...spec.checks, target: target ?? null },
    },
    async () => {
      const tableSchema = await store.getJson<TableSchema>(schema);
      const frames = {
        train: await readFrame(environment, train, tableSchema),
        holdout: await readFrame(environment, holdout, tableSchema),
        synthetic: await readShards(environment, input, tableSchema),
      };
      const request = {
        ...frames,
        ...spec.checks,
        report: (p: { note: string; done: number; total: number }) => environment.report(p),
        stopRequested: () => environment.stopRequested(),
      };
      const found: Evidence =
        stage === 'privacy'
          ? await assessPrivacy(request)
          : await assessQuality({ ...request, ...(target === undefined ? {} : { target }) });
      const evidence = await store.putJson('evidence', found);
      const measures = found.measures.map(({ name, score, reference, interval, reason }) => ({
        name,
        score,
        reference,
        interval,
        ...(reason === undefined ? {} : { reason }),
      }));
      return { outputs: { evidence, measures }, artifacts: [evidence] };
    },
  );
}

async function readShards(environment: StageEnvironment, input: AssessInput, schema: TableSchema): Promise<Frame> {
  const list = await environment.store.getJson<ShardList>(input.shards);
  const frames: Frame[] = [];
  for (const [i, shard] of list.shards.entries()) {
    environment.report({ note: 'reading shards', done: i, total: list.shards.length });
    frames.push(await readFrame(environment, shard, schema));
  }
  return concatFrames(frames);
}
