import {
  HeadwaterError,
  rowsOfShard,
  type ArtifactRef,
  type ChainSpec,
  type GenerateOutput,
  type SealShardsInput,
  type ShardInput,
  type ShardPlan,
  type ShardOutput,
  type TargetedShards,
} from '@headwater/contracts';
import { familyNamed, readModelCard } from '@headwater/generators';
import type { Frame } from '@headwater/tables';
import { loadBundle } from './bundle-in-store';
import type { StageEnvironment } from './environment';
import { specOfRun } from './generation-spec';
import { keyOf, once } from './keyed';
import { putShard } from './tables-in-store';

/** A remote store answers a lookup in milliseconds, and there may be two hundred thousand. */
const LOOKED_UP_AT_ONCE = 64;

/** The list of a run's shards, stored as one artifact so that history carries one reference for thousands of them. */
export interface ShardList {
  version: 1;
  shards: ArtifactRef[];
  /** The last ones of the list, segment by segment. */
  targeted?: TargetedShards[];
}

/** The shards that are distributed as the model learnt: all but those of segments that were asked for. */
export function ordinaryShards({ shards, targeted = [] }: ShardList): ArtifactRef[] {
  return shards.slice(0, shards.length - targeted.reduce((sum, segment) => sum + segment.shards, 0));
}

/** Rows of one shard, from the bundle and a random stream of its own: any shard can be made again alone. */
export async function generateShard(environment: StageEnvironment, input: ShardInput): Promise<ShardOutput> {
  const spec = await specOfRun(environment.store, input.context);
  const { shard, ...receipt } = await once(
    environment,
    shardIdentity(spec, input),
    async () => {
      const shard = await putShard(environment, input.index, await drawShard(environment, spec, input));
      return { outputs: { shard }, artifacts: [shard] };
    },
    input,
  );
  return { ...receipt, index: input.index, rows: input.rows, sha256: shard.sha256 };
}

/** The rows of a shard, whether they are in the store or not. */
export async function drawShard(
  environment: StageEnvironment,
  spec: ChainSpec,
  { bundle, index, rows, shardRows, target }: PlannedShard & Pick<ShardInput, 'bundle'>,
): Promise<Frame> {
  const files = await loadBundle(environment, bundle);
  return familyNamed(readModelCard(files).family).sample(files, {
    rows,
    seed: spec.generator.seed,
    index,
    shardRows,
    conditions: conditionsOf(spec, target),
    temperature: spec.output.temperature,
    threads: 1,
    report: (p) => environment.report(p),
    stopRequested: () => environment.stopRequested(),
  });
}

/** Finds every shard's record and writes the list of them. Missing ones are named: the caller makes them again. */
export async function sealShards(environment: StageEnvironment, input: SealShardsInput): Promise<GenerateOutput> {
  const { store } = environment;
  const spec = await specOfRun(store, input.context);
  const { bundle, plan, targeted = [] } = input;
  const planned = plannedShards(plan, targeted);
  const shards: ArtifactRef[] = [];
  while (shards.length < planned.length) {
    const next = planned.slice(shards.length, shards.length + LOOKED_UP_AT_ONCE);
    shards.push(...(await Promise.all(next.map((shard) => storedShard(environment, spec, { ...shard, bundle })))));
    environment.report({ note: 'sealing', done: shards.length, total: planned.length });
  }
  const list: ShardList = { version: 1, shards, ...(targeted.length === 0 ? {} : { targeted }) };
  const ref = await store.putJson('shard-list', list);
  return {
    shards: ref,
    rows: planned.reduce((sum, { rows }) => sum + rows, 0),
    count: shards.length,
    ...(targeted.length === 0 ? {} : { targeted }),
    key: '',
    reused: false,
    seconds: 0,
    peakBytes: 0,
  };
}

async function storedShard(
  { store }: StageEnvironment,
  spec: ChainSpec,
  shard: PlannedShard & Pick<ShardInput, 'bundle'>,
): Promise<ArtifactRef> {
  const record = await store.stages.get(keyOf(shardIdentity(spec, shard)));
  if (record !== null) return (record.outputs as { shard: ArtifactRef }).shard;
  throw new HeadwaterError('ARTIFACT_MISSING', `shard ${shard.index} is not in the store`, {
    hint: 'Run the chain again: only what is missing is made anew.',
  });
}

export type PlannedShard = Pick<ShardInput, 'index' | 'rows' | 'shardRows' | 'target'>;

/** Every shard of a run, in the order of its list. */
export function plannedShards(plan: ShardPlan, targeted: readonly TargetedShards[]): PlannedShard[] {
  const { shardRows } = plan;
  const ordinary = Array.from({ length: plan.shards }, (_, index) => ({
    index,
    rows: rowsOfShard(plan, index),
    shardRows,
  }));
  const more = targeted.flatMap(({ column, value, rows, shards, first }) =>
    Array.from({ length: shards }, (_, k) => ({
      index: first + k,
      rows: rowsOfShard({ rows, shardRows }, k),
      shardRows,
      target: { column, value },
    })),
  );
  return [...ordinary, ...more];
}

function shardIdentity(
  spec: ChainSpec,
  { bundle, index, rows, shardRows, target }: PlannedShard & Pick<ShardInput, 'bundle'>,
) {
  return {
    stage: 'generate' as const,
    inputs: { bundle: bundle.sha256 },
    parameters: {
      index,
      rows,
      shardRows,
      conditions: conditionsOf(spec, target),
      temperature: spec.output.temperature,
    },
    seed: spec.generator.seed,
  };
}

function conditionsOf({ output }: ChainSpec, target: ShardInput['target']): ChainSpec['output']['conditions'] {
  return target === undefined ? output.conditions : { ...output.conditions, [target.column]: target.value };
}
