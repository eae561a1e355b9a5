import type { GenerationRecord, KeepGenerationInput, KeepGenerationOutput } from '@headwater/contracts';
import { isFresh } from '@headwater/policy';
import type { StageEnvironment } from './environment';
import { readLineage } from './generation-history';

/**
 * Puts a generation into the chain's lineage. A generation has one place: a later run of the same takes it, unless it was
 * refused and the one there accepted; the rows that the generation began with stay named. Kept again by a retry, the
 * lineage is the same. Real rows are fresh, too, where no generation before had their source.
 */
export async function keepGeneration(
  environment: StageEnvironment,
  { context, lineage: ref, record }: KeepGenerationInput,
): Promise<KeepGenerationOutput> {
  const lineage = await readLineage(environment, ref, context.chain);
  const earlier = lineage.generations.filter((kept) => kept.generation < record.generation);
  const later = lineage.generations.filter((kept) => kept.generation > record.generation);
  const there = lineage.generations.find((kept) => kept.generation === record.generation);
  const fresh = { ...record, freshReal: record.freshReal || isFresh(earlier, record.sourceSha256) };
  const generations = [...earlier, standing(there, fresh), ...later];
  return { lineage: await environment.store.putJson('lineage', { ...lineage, generations }) };
}

function standing(there: GenerationRecord | undefined, record: GenerationRecord): GenerationRecord {
  if (there?.accepted !== true) return record;
  if (!record.accepted) return there;
  const { train, schema } = there;
  return { ...record, ...(train && { train }), ...(schema && { schema }) };
}
