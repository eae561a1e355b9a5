import type { BackfillPlan, ReadPlanInput, ReadPlanOutput } from '@headwater/contracts';
import type { StageEnvironment } from './environment';

/** A part of a backfill's plan, small enough for a history. */
export async function readPlan(
  { store }: Pick<StageEnvironment, 'store'>,
  { plan, first, count }: ReadPlanInput,
): Promise<ReadPlanOutput> {
  const { partitions } = await store.getJson<BackfillPlan>(plan);
  return { partitions: partitions.slice(first, first + count) };
}
