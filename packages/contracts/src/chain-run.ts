import type { ApprovalSpec, PolicySpec } from './chain-spec';
import type { GenerationPlan } from './generations';
import type { StageContext } from './stages';

/** What had a run started. */
export const RUN_KINDS = ['manual', 'scheduled', 'backfill', 'resume'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** What a run needs to know beside the spec artifact. Read by a client once, so that a later edit cannot change a replay. */
export interface ChainRunInput {
  context: StageContext;
  /** Rows to generate; null means as many as there are to train on. */
  rows: number | null;
  shardRows: number;
  policy: PolicySpec;
  /** Whether the namespace knows our search attributes: setting an unknown one would fail the workflow task for ever. */
  searchAttributes: boolean;
  kind?: RunKind;
  /**
   * Who asked for the run, as they call themselves: of a scheduled run, who applied the chain. With four eyes it is
   * somebody else who approves.
   */
  requestedBy?: string;
  /** When a gate waits for a person; absent: never. */
  approval?: ApprovalSpec;
  /** Workflow id of the chain entity that hears of gates and of the end; absent: a run of nobody's chain. */
  entity?: string;
  /** The place of this run among the chain's generations; absent: trained on the real rows alone. */
  generation?: GenerationPlan;
}
