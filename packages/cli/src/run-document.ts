import type { ArtifactRef, RunStatus } from '@headwater/contracts';

/** What the store keeps of a run, so that it can be found again without Temporal. */
export interface RunDocument {
  runId: string;
  chain: string;
  partition: string;
  spec: ArtifactRef;
  submittedAt: string;
  /** Set when the run has ended. */
  status?: RunStatus;
}
