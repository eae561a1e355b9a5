import { executeChild } from '@temporalio/workflow';
import { freshShareOf, madeRows, protocolRecipe } from '@headwater/policy';
import {
  TASK_QUEUES,
  type ArtifactRef,
  type CollapseAction,
  type GenerateOutput,
  type GenerationPlan,
  type IngestRefs,
  type MixOutput,
  type ShardPlan,
  type StageContext,
} from '@headwater/contracts';
import { assessQuality, judgeGeneration, keepGeneration, mixPool, sealShards, train } from '../activity-options';
import { planShards } from '../generate';
import { now } from '../time';
import { shardWindow } from '../shard-window';
import type { LabChainInput } from './lab-chain';
import { labContext } from './lab-context';

interface DoneGeneration {
  shards: ArtifactRef;
  lineage: ArtifactRef;
  action: CollapseAction;
}

/** Rows of the protocol's recipe, a model of them, its rows, and how they hold against the real rows of generation 0. */
export async function labGeneration(input: LabChainInput, generation: number): Promise<DoneGeneration> {
  const { lab, chain, rows, feedback, tables, source } = input;
  const { protocol, seed } = chain;
  const context = labContext(lab, `${protocol}/seed-${seed}`, input.specs[generation] as ArtifactRef);
  const place: GenerationPlan = { generation, lineage: chain.lineage, feedback, targets: [] };
  // Collapse is measured against the same real rows in every generation.
  const frozen: IngestRefs = { train: tables.first, holdout: source.holdout, schema: source.schema };

  const pool = generation === 0 ? null : await mix(input, generation, context, place, frozen);
  const model = await train({ context, ingest: { ...frozen, train: pool?.pool ?? frozen.train } });
  const plan = planShards(madeRows(protocol, rows), rows);
  const { shards } = await makeRows(context, model.bundle, frozen.schema, plan, generation);
  const quality = await assessQuality({ context, ingest: frozen, shards, bundle: model.bundle });
  const { action } = await judgeGeneration({ context, plan: place, quality: quality.evidence });
  const trained = pool === null ? rows : pool.realRows + pool.syntheticRows;
  const { lineage } = await keepGeneration({
    context,
    lineage: chain.lineage,
    record: {
      generation,
      runId: context.runId,
      partition: context.partition,
      at: now(),
      sourceSha256: source.sourceSha256,
      freshReal: generation === 0 || freshShareOf(protocol) > 0,
      syntheticShare: pool === null ? 0 : pool.syntheticRows / trained,
      rows: plan.rows,
      shards,
      quality: quality.evidence,
      // Only the product's own policy is held to its verdict; the other protocols go on whatever becomes of them.
      accepted: protocol !== 'default' || (action !== 'stop' && action !== 'roll-back'),
    },
  });
  return { shards, lineage, action };
}

function mix(
  { chain, rows, tables, made, source }: LabChainInput,
  generation: number,
  context: StageContext,
  plan: GenerationPlan,
  ingest: IngestRefs,
): Promise<MixOutput> {
  const { protocol, seed } = chain;
  const recipe = protocolRecipe({ protocol, generation, seed, rows, tables, made });
  return mixPool({
    context,
    ingest: { ...ingest, sourceSha256: source.sourceSha256 },
    plan: recipe === null ? plan : { recipe },
  });
}

async function makeRows(
  context: StageContext,
  bundle: ArtifactRef,
  schema: ArtifactRef,
  plan: ShardPlan,
  generation: number,
): Promise<GenerateOutput> {
  await executeChild(shardWindow, {
    workflowId: `${context.runId}/generation-${generation}/shards-0`,
    taskQueue: TASK_QUEUES.control,
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    args: [{ context, bundle, schema, plan, first: 0, count: plan.shards }],
  });
  return sealShards({ context, bundle, schema, plan });
}
