import type { ArtifactRef } from './artifacts';
import type { RunKind } from './chain-run';
import type { RunStatus, StageContext } from './stages';

/** What the store keeps of a run, so that it can be found again without Temporal. */
export interface RunDocument {
  runId: string;
  chain: string;
  partition: string;
  spec: ArtifactRef;
  submittedAt: string;
  kind?: RunKind;
  /** Who asked for it, as they call themselves. */
  requestedBy?: string;
  /** Of the code it was made by; a run of other code is stale. */
  code?: string;
  /** Set when the run has ended. */
  status?: RunStatus;
}

/** Asks for a run's document to be written: when it begins, and again when it has ended. */
export interface NoteRunInput {
  context: StageContext;
  status: RunStatus;
  kind: RunKind;
  requestedBy: string | null;
}
