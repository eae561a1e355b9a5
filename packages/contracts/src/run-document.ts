import type { ArtifactRef } from './artifacts';
import type { RunKind } from './chain-run';
import type { RunStatus, StageContext } from './stages';

/** One execution of a run: what was asked for, and what came of it. */
export interface RunExecution {
  spec: ArtifactRef;
  submittedAt: string;
  kind?: RunKind;
  /** Who asked for it, as they call themselves. */
  requestedBy?: string;
  /** Of the code it was made by; a run of other code is stale. */
  code?: string;
  /** Set when it has ended. */
  status?: RunStatus;
}

/** What the store keeps of a run, so that it can be found again without Temporal: of its executions the one that counts. */
export interface RunDocument extends RunExecution {
  runId: string;
  chain: string;
  partition: string;
  /** A later execution, which is under way, or failed before it came as far. */
  attempt?: RunExecution;
}

/** Asks for a run's document to be written: when it begins, and again when it has ended. */
export interface NoteRunInput {
  context: StageContext;
  status: RunStatus;
  kind: RunKind;
  requestedBy: string | null;
}
