import type { ArtifactRef, StageContext } from '@headwater/contracts';

/** Under which name the stages of a laboratory work. */
export function labContext(lab: string, partition: string, spec: ArtifactRef): StageContext {
  return { chain: 'collapse-lab', runId: `${lab}/${partition}`, partition, spec };
}
