import type { RunKind } from './chain-run';
import type { ErrorCode } from './errors';
import type { RunState } from './stages';

/** What a Schedule starts its tick with: the chain alone, since the partition comes from the scheduled time. */
export interface ChainTickInput {
  chain: string;
  /** Absent: scheduled. */
  kind?: Extract<RunKind, 'scheduled' | 'manual'>;
  /** Of a run that a person asks for. */
  partition?: string;
  scheduledAt?: string;
  requestedBy?: string;
}

/** A refusal is a result: a paused chain leaves no failed tick behind. */
export type ChainTickResult =
  | { partition: string; admitted: true; runId: string; state: RunState }
  | { partition: string; admitted: false; code: ErrorCode; message: string };

/** Query of a tick: the chain's answer, null until it has come. */
export const TICK_MESSAGES = { answer: 'answer' } as const;
export type TickAnswer = { runId: string } | { code: ErrorCode; message: string } | null;
