/** What a person says about a gate that waits. */
export interface ApprovalRequest {
  /** Who says it, as they call themselves. */
  who: string;
  why: string;
  /**
   * SHA-256 of the ledger entry `decided` that they saw: it names every rule's verdict and the evidence by hash. Another
   * one is refused, so nobody approves what they have not seen.
   */
  evidence: string;
}

export const GATE_STATES = ['waiting', 'approved', 'rejected', 'timed-out'] as const;
export type GateState = (typeof GATE_STATES)[number];

/** A gate that a person decides, part of the run's status. */
export interface GateStatus {
  state: GateState;
  /** The hash that approvals must name. */
  evidence: string;
  /** ISO times. */
  since: string;
  until: string;
  decidedAt?: string;
  who?: string;
  why?: string;
}
