import type { ChainRunInput, RunStatus, StageName } from '@headwater/contracts';
import { ApprovalGate } from './approval-gate';
import { Holding } from './holding';
import { RunRecord } from './run-record';
import { SearchFacts } from './search-attributes';

/** What the steps of a run share. */
export class Run {
  readonly record: RunRecord;
  readonly status: RunStatus;
  readonly facts: SearchFacts;
  readonly gate: ApprovalGate;
  private readonly holding = new Holding();

  constructor(readonly input: ChainRunInput) {
    const { context, searchAttributes, kind, requestedBy, approval } = input;
    this.record = new RunRecord(context);
    this.status = this.record.status;
    if (kind !== undefined) this.status.kind = kind;
    if (requestedBy !== undefined) this.status.requestedBy = requestedBy;
    if (context.from !== undefined) this.status.from = context.from;
    this.facts = new SearchFacts(searchAttributes);
    this.gate = new ApprovalGate(this.status, approval);
  }

  /** Between two stages, where a chain may hold its run. */
  async next(stage: StageName): Promise<void> {
    await this.holding.passed();
    this.facts.stage(stage);
  }
}
