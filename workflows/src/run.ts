import type { ChainRunInput, RunStatus, StageName } from '@headwater/contracts';
import { ApprovalGate } from './approval-gate';
import { mixes, type GenerationOutcome } from './generation';
import { Holding } from './holding';
import { RunRecord } from './run-record';
import { SearchFacts } from './search-attributes';

/** What the steps of a run share. */
export class Run {
  readonly record: RunRecord;
  readonly status: RunStatus;
  readonly facts: SearchFacts;
  readonly gate: ApprovalGate;
  /** What the chain is told of its generations. */
  readonly outcome: GenerationOutcome = { retrain: [] };
  private readonly holding = new Holding();

  constructor(readonly input: ChainRunInput) {
    const { context, searchAttributes, kind, requestedBy, approval, generation } = input;
    this.record = new RunRecord(context, mixes(generation));
    this.status = this.record.status;
    if (kind !== undefined) this.status.kind = kind;
    if (requestedBy !== undefined) this.status.requestedBy = requestedBy;
    if (context.from !== undefined) this.status.from = context.from;
    if (generation !== undefined) this.status.generation = generation.generation;
    this.facts = new SearchFacts(searchAttributes);
    this.gate = new ApprovalGate(this.status, approval);
  }

  /** Between two stages, where a chain may hold its run. */
  async next(stage: StageName): Promise<void> {
    await this.holding.passed();
    this.facts.stage(stage);
  }
}
