import type { GenerationRecord, KeepGenerationInput, KeepGenerationOutput } from '@headwater/contracts';
import type { StageEnvironment } from './environment';
import { readLineage } from './generation-history';

/**
 * Puts a generation into the chain's lineage. A generation has one place: a later run of the same takes it, unless it was
 * refused and the one there accepted. Kept again by a retry, the lineage is the same.
 */
export async function keepGeneration(
  environment: StageEnvironment,
  { context, lineage: ref, record }: KeepGenerationInput,
): Promise<KeepGenerationOutput> {
  const lineage = await readLineage(environment, ref, context.chain);
  const generations = [...lineage.generations.filter((kept) => kept.generation !== record.generation)];
  generations.push(
    standing(
      lineage.generations.find((kept) => kept.generation === record.generation),
      record,
    ),
  );
  generations.sort((a, b) => a.generation - b.generation);
  return { lineage: await environment.store.putJson('lineage', { ...lineage, generations }) };
}

function standing(there: GenerationRecord | undefined, record: GenerationRecord): GenerationRecord {
  return there?.accepted === true && !record.accepted ? there : record;
}
