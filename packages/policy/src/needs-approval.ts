import type { ApprovalSpec, Verdict } from '@headwater/contracts';

/** Whether a person decides after this verdict. What blocks stays blocked: nobody is asked. */
export function needsApproval(approval: ApprovalSpec | undefined, verdict: Verdict): boolean {
  if (approval === undefined || verdict === 'block') return false;
  return approval.when === 'always' || verdict === 'warn';
}
