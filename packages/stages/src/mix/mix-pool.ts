import { join } from 'node:path';
import {
  HeadwaterError,
  MEDIA_TYPES,
  type ChainSpec,
  type Lineage,
  type MixInput,
  type MixOutput,
  type PoolManifest,
  type PoolRecipe,
  type TableSchema,
} from '@headwater/contracts';
import { poolRecipe } from '@headwater/policy';
import { joinParquet, labelRowGroups } from '@headwater/tables';
import type { StageEnvironment } from '../environment';
import { once } from '../keyed';
import { writePart, type WrittenPart } from './write-part';

/**
 * A training pool by its recipe: one snapshot in the schema of the real rows, whose row groups each hold rows of one origin
 * and generation and say so. The same recipe gives the same bytes. Throws ORIGIN_UNKNOWN for a part that is neither real
 * nor of a generation, SOURCE_TOO_FEW_ROWS where nothing is left to learn from.
 */
export async function mixPool(environment: StageEnvironment, input: MixInput): Promise<MixOutput> {
  const { store } = environment;
  const spec = await store.getJson<ChainSpec>(input.context.spec);
  const recipe = await recipeOf(environment, input, spec);
  const { train, holdout, schema: schemaRef } = input.ingest;
  return once(
    environment,
    {
      stage: 'mix',
      inputs: {
        schema: schemaRef.sha256,
        // What synthetic rows are held against.
        ...(recipe.verify ? { train: train.sha256, holdout: holdout.sha256 } : {}),
      },
      parameters: {
        parts: recipe.parts.map(({ table, ...part }) => ({ ...part, table: table.sha256 })),
        verify: recipe.verify,
        constraints: recipe.verify ? (spec.constraints ?? []) : [],
      },
      seed: recipe.seed,
    },
    async () => {
      const schema = await store.getJson<TableSchema>(schemaRef);
      const parts: WrittenPart[] = [];
      for (const [index, part] of recipe.parts.entries()) {
        environment.report({ note: `drawing ${part.origin} rows`, done: index, total: recipe.parts.length });
        const to = { path: join(environment.scratch, `part-${index}.parquet`), schema };
        parts.push(await writePart(environment, part, to, { ...input.ingest, spec, recipe }));
      }
      const { path, rowGroups } = await joined(environment, parts);
      const rows = rowGroups.reduce((sum, group) => sum + group.rows, 0);
      const pool = await store.putFile('snapshot', MEDIA_TYPES.parquet, path, rows);
      const verification = parts.flatMap(({ found }) => found ?? []);
      const manifest: PoolManifest = { version: 1, recipe, rowGroups, verification };
      const ref = await store.putJson('pool-manifest', manifest);
      const synthetic = rowGroups.reduce((sum, group) => sum + (group.origin === 'synthetic' ? group.rows : 0), 0);
      const refusedRows = verification.reduce((sum, v) => sum + v.brokenRules + v.nearCopies + v.implausible, 0);
      const outputs = { pool, manifest: ref, realRows: rows - synthetic, syntheticRows: synthetic, refusedRows };
      return { outputs, artifacts: [pool, ref] };
    },
    { context: input.context },
  );
}

async function recipeOf(environment: StageEnvironment, input: MixInput, spec: ChainSpec): Promise<PoolRecipe> {
  const { plan, ingest } = input;
  if ('recipe' in plan) return plan.recipe;
  const { train, sourceSha256 = null } = ingest;
  return poolRecipe({
    generation: plan.generation,
    lineage: plan.lineage === null ? null : await environment.store.getJson<Lineage>(plan.lineage),
    real: { train: { ...train, rows: train.rows ?? 0 }, sourceSha256 },
    feedback: plan.feedback,
    seed: spec.generator.seed,
  });
}

/** The parts as one file, whose row groups say whose they are. */
async function joined(
  environment: StageEnvironment,
  parts: readonly WrittenPart[],
): Promise<{ path: string; rowGroups: PoolManifest['rowGroups'] }> {
  const written = parts.filter((part) => part.rows > 0);
  if (written.length === 0)
    throw new HeadwaterError('SOURCE_TOO_FEW_ROWS', 'the training pool has no rows', {
      hint: 'Give its recipe real rows, or synthetic rows that pass verification.',
    });
  const path = join(environment.scratch, 'pool.parquet');
  const groups = await joinParquet(
    path,
    written.map((part) => part.path),
  );
  const rowGroups = groups.flatMap((rowsOf, k) =>
    rowsOf.map((rows) => ({ ...(written[k] as WrittenPart).label, rows })),
  );
  await labelRowGroups(path, rowGroups);
  return { path, rowGroups };
}
