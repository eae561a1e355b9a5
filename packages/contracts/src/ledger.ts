import type { ArtifactRef } from './artifacts';
import type { StageContext } from './stages';

/** What may happen to a chain that an auditor asks about. */
export const LEDGER_KINDS = [
  'opened',
  'key-rotated',
  'ingested',
  'trained',
  'generated',
  'assessed',
  'decided',
  'published',
  'ended',
  // A generation of the chain
  'mixed',
  'judged',
  'kept',
  // A gate that a person decides
  'approved',
  'rejected',
  'timed-out',
  // The chain itself
  'applied',
  'removed',
  'paused',
  'resumed',
  'stopped',
  'rolled-back',
  'retrain-asked',
  'feedback',
  'backfilled',
  // Housekeeping
  'histories-exported',
  'deleted',
  'rebuilt',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** One thing that happened, before it has its place in the ledger. */
export interface LedgerFact {
  /** Names the event: the same event recorded again, by a retry, changes nothing. */
  id: string;
  kind: LedgerKind;
  /** Run id, where it belongs to one. */
  run?: string;
  /** ISO time at which it happened. */
  at: string;
  /** Hashes, versions, parameters, verdicts; never a value of the data. */
  facts: Record<string, unknown>;
  /** What it made or rests on. */
  artifacts: ArtifactRef[];
}

/** A fact in its place. */
export interface LedgerEntry extends LedgerFact {
  version: 1;
  chain: string;
  /** 0, 1, 2 … without gaps. */
  sequence: number;
  /** SHA-256 of the signed entry before, as it is stored; null for the first. */
  previous: string | null;
  /** Identifier of the key that signed: see `keyId`. */
  signer: string;
}

export interface SignedEntry {
  entry: LedgerEntry;
  /** Ed25519 over the entry's canonical JSON, base64. */
  signature: string;
}

/** Where a ledger stood: what a publication and a run remember, so that a ledger cut short is found. */
export interface LedgerHead {
  sequence: number;
  sha256: string;
}

/** Asks for a fact to be recorded in the ledger of the context's chain. */
export interface RecordInput {
  context: StageContext;
  fact: LedgerFact;
}
