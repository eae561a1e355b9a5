import { condition, setHandler } from '@temporalio/workflow';
import { approvalFault } from '@headwater/policy';
import type { ApprovalRequest, ApprovalSpec, GateState, GateStatus, RunStatus } from '@headwater/contracts';
import { codedFailure } from './coded-failure';
import { approveUpdate, rejectUpdate } from './messages';
import { now } from './time';

/**
 * The gate of a run that a person decides. Approvals are refused by a validator, so a refused one leaves no trace in
 * history; the first that passes decides, since it sets the state before the next one is looked at.
 */
export class ApprovalGate {
  private readonly fourEyes: boolean;

  constructor(
    private readonly status: RunStatus,
    approval: ApprovalSpec | undefined,
  ) {
    this.fourEyes = approval?.fourEyes ?? false;
    this.answer(approveUpdate, 'approved');
    this.answer(rejectUpdate, 'rejected');
  }

  /** Waits for a decision; nobody's counts as the time-out's. `evidence` is what approvals must name. */
  async wait(approval: ApprovalSpec, evidence: string, opened: () => Promise<void>): Promise<GateStatus> {
    const milliseconds = approval.timeoutSeconds * 1000;
    const gate: GateStatus = {
      state: 'waiting',
      evidence,
      since: now(),
      until: new Date(Date.now() + milliseconds).toISOString(),
    };
    this.status.gate = gate;
    await opened();
    const decided = await condition(() => gate.state !== 'waiting', milliseconds);
    if (!decided) this.close('timed-out');
    return gate;
  }

  private answer(update: typeof approveUpdate, state: GateState): void {
    setHandler(
      update,
      (request) => {
        const gate = this.close(state);
        gate.who = request.who.trim();
        gate.why = request.why.trim();
        return gate;
      },
      { validator: (request: ApprovalRequest) => this.check(request) },
    );
  }

  private check(request: ApprovalRequest): void {
    const { gate, requestedBy } = this.status;
    const fault = approvalFault(request, { gate, fourEyes: this.fourEyes, requestedBy });
    if (fault !== null) throw codedFailure(fault);
  }

  private close(state: GateState): GateStatus {
    const { gate } = this.status;
    if (gate === undefined) throw new RangeError('the gate is not open');
    gate.state = state;
    gate.decidedAt = now();
    return gate;
  }
}
