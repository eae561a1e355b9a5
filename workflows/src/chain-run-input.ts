import type { PolicySpec, StageContext } from '@headwater/contracts';

/** What a run needs to know beside the spec artifact. Read by a client once, so that a later edit cannot change a replay. */
export interface ChainRunInput {
  context: StageContext;
  /** Rows to generate; null means as many as there are to train on. */
  rows: number | null;
  shardRows: number;
  policy: PolicySpec;
  /** Whether the namespace knows our search attributes: setting an unknown one would fail the workflow task for ever. */
  searchAttributes: boolean;
}
