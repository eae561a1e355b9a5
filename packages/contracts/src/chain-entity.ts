import type { ArtifactRef } from './artifacts';
import type { ApprovalSpec, FeedbackSpec, PolicySpec } from './chain-spec';
import type { ChainRunInput, RunKind } from './chain-run';
import type { ErrorCode } from './errors';
import type { CollapseAction, GenerationRecord, RetrainReason, TargetedSegment } from './generations';
import type { LedgerHead } from './ledger';
import type { RunState } from './stages';

/** Who asks for something, and why; both end up in the ledger. */
export interface Asker {
  who: string;
  why: string;
}

/** The part of a chain file that runs are started with; the rest lies in the spec artifact. */
export interface AppliedChain {
  spec: ArtifactRef;
  rows: number | null;
  shardRows: number;
  policy: PolicySpec;
  approval: ApprovalSpec | null;
  /** null: every run learns from the real rows alone. */
  feedback: FeedbackSpec | null;
  searchAttributes: boolean;
}

/** Update `apply`: another spec for the runs to come. */
export interface ApplyRequest extends Asker {
  chain: AppliedChain;
}

/** Signal `admit`, from a workflow that wants to run a partition. It is answered by the signal `admission`. */
export interface AdmissionRequest {
  partition: string;
  kind: RunKind;
  /** ISO time for which it was scheduled; null for a run outside the schedule. */
  scheduledAt: string | null;
  /** Who asks; null: whoever applied the chain. */
  requestedBy: string | null;
  /** Workflow id of the asker. */
  replyTo: string;
}
export type Admission =
  | { partition: string; admitted: true; run: ChainRunInput }
  | { partition: string; admitted: false; code: ErrorCode; message: string };

/** Signal `runReport`, from a run to its chain. */
export type RunReport =
  | { event: 'gate-opened'; runId: string; partition: string; evidence: string; since: string; until: string }
  | { event: 'gate-closed'; runId: string }
  /** It was admitted and could not start: its partition is being run, or has been. */
  | { event: 'not-started'; runId: string }
  | { event: 'ended'; runId: string; partition: string; end: RunEnd };

/** What the chain remembers of a run that has ended. */
export interface RunEnd {
  state: RunState;
  kind: RunKind;
  /** ISO time. */
  at: string;
  seconds: number;
  error?: ErrorCode;
  version?: PublishedVersion;
  /** Of a run with a generation plan. */
  generation?: number;
  /** The generation it made, in the lineage that it was given; another run may have added to the chain's meanwhile. */
  kept?: { record: GenerationRecord; before: ArtifactRef | null; lineage: ArtifactRef };
  collapse?: CollapseAction;
  /** What the run found that asks for retraining. */
  retrain: RetrainReason[];
}

export interface PublishedVersion {
  version: string;
  runId: string;
  generation: number;
  rows: number;
  manifestSha256: string;
  /** ISO time. */
  at: string;
  /** false: published beside a version of a later partition, which stayed the current one. */
  current?: boolean;
}

/** What the chain entity starts with: a name, and all it knew when it continues as new. */
export interface ChainEntityInput {
  chain: string;
  state?: ChainState;
}

export interface RollbackRequest extends Asker {
  /** The version to go back to; null: the last good one before the current. */
  version: string | null;
}

export interface RetrainRequest extends Asker {
  reason: RetrainReason;
}

export interface FeedbackRequest extends Asker {
  version: string;
  /** `Feedback` as an artifact. */
  feedback: ArtifactRef;
  /** Whether its scores ask for retraining, and the segments it found weak; decided by policy before it is sent. */
  retrain: boolean;
  targets: TargetedSegment[];
}

/** The answer of the query `chain`, and what it carries on when it continues as new. */
export interface ChainState {
  version: 1;
  chain: string;
  /** null before the first `apply`. */
  applied: (AppliedChain & Asker & { at: string }) | null;
  paused: (Asker & { at: string }) | null;
  /** Set by a collapse verdict; `resume` lifts it. */
  stopped: (Asker & { at: string }) | null;
  active: { runId: string; partition: string; kind: RunKind; since: string }[];
  gates: { runId: string; partition: string; evidence: string; since: string; until: string }[];
  /** Newest last. */
  versions: (PublishedVersion & { rolledBackAt?: string })[];
  /** The version that the pointer names. */
  current: string | null;
  runs: (Pick<RunEnd, 'state' | 'kind' | 'at' | 'seconds' | 'error'> & { runId: string; partition: string })[];
  generation: number;
  lineage: ArtifactRef | null;
  /** Retraining that was asked for: the next run after `dueAt` is a new generation; `run` is it, once there is one. */
  retrain: { reasons: RetrainReason[]; since: string; dueAt: string; run?: string } | null;
  targets: TargetedSegment[];
  /** What the chain has spent since it was first applied. */
  spent: { runs: number; published: number; rows: number; seconds: number };
  /** Decisions so far: names the next one's ledger entry. */
  decisions: number;
  ledger?: LedgerHead;
}
