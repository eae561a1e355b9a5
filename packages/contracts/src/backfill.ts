import type { ArtifactRef } from './artifacts';
import type { ErrorCode } from './errors';
import type { RunState, StageContext } from './stages';

/** Why a partition is run again, or not at all. */
export const BACKFILL_REASONS = ['missing', 'failed', 'stale', 'forced'] as const;
export type BackfillReason = (typeof BACKFILL_REASONS)[number];

export interface BackfillPartition {
  partition: string;
  /** ISO time. */
  scheduledAt: string;
  reason: BackfillReason;
}

/** What a backfill shall run; an artifact, since it may be long. Oldest first. */
export interface BackfillPlan {
  version: 1;
  chain: string;
  /** ISO times, both included. */
  from: string;
  to: string;
  partitions: BackfillPartition[];
}

export interface BackfillInput {
  chain: string;
  /** `BackfillPlan`. */
  plan: ArtifactRef;
  /** Partitions of the plan. */
  total: number;
  /** Runs at once. */
  parallel: number;
  requestedBy: string;
  /** The spec that the chain has while it is planned, to read the plan by. */
  spec: ArtifactRef;
  /** What went before the workflow continued as new. */
  progress?: BackfillProgress;
}

/** The answer of the query `progress`, and the result. */
export interface BackfillProgress {
  total: number;
  /** Partitions begun, in the plan's order. */
  begun: number;
  ended: number;
  paused: boolean;
  states: Partial<Record<RunState, number>>;
  refused: number;
  /** The last few that were refused or did not end well. */
  troubles: { partition: string; code: ErrorCode; message: string }[];
}

/** A part of a plan: so many partitions from the place `first` on. */
export interface ReadPlanInput {
  context: StageContext;
  plan: ArtifactRef;
  first: number;
  count: number;
}
export interface ReadPlanOutput {
  partitions: BackfillPartition[];
}

/** Messages of a backfill. */
export const BACKFILL_MESSAGES = { progress: 'progress', pause: 'pause', resume: 'resume' } as const;

/** The same chain and range have one id, so that a backfill given again is the one that runs. */
export function backfillId(chain: string, from: string, to: string): string {
  return `backfill/${chain}/${from}-${to}`;
}
