import type { ApprovalRequest, GateStatus, Verdict } from '@headwater/contracts';
import { approvalFault, needsApproval } from '../src';

const gate = (state: GateStatus['state'] = 'waiting'): GateStatus => ({
  state,
  evidence: 'a'.repeat(64),
  since: '2026-01-31T09:30:00.000Z',
  until: '2026-02-03T09:30:00.000Z',
});
const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  who: 'Grace',
  why: 'looked at the card',
  evidence: 'a'.repeat(64),
  ...more,
});
const waiting = { gate: gate(), fourEyes: true, requestedBy: 'Ada Lovelace' };

it('takes an approval with who, why and the evidence that was seen', () => {
  expect(approvalFault(request(), waiting)).toBeNull();
});

it.each([
  ['no name', { who: '  ' }, 'APPROVAL_INVALID', 'who'],
  ['no reason', { why: '' }, 'APPROVAL_INVALID', 'why'],
  ['no evidence', { evidence: undefined as unknown as string }, 'APPROVAL_INVALID', 'evidence'],
  ['a reason as long as a book', { why: 'x'.repeat(2001) }, 'APPROVAL_INVALID', 'why'],
  ['other evidence', { evidence: 'b'.repeat(64) }, 'APPROVAL_STALE', undefined],
  ['the requester', { who: ' ada   LOVELACE' }, 'APPROVAL_BY_REQUESTER', undefined],
] as const)('refuses %s', (_, more, code, where) => {
  const fault = approvalFault(request(more), waiting);
  expect([fault?.code, fault?.where]).toEqual([code, where]);
});

it('lets the requester decide where four eyes are not asked for', () => {
  expect(approvalFault(request({ who: 'Ada Lovelace' }), { ...waiting, fourEyes: false })).toBeNull();
});

it.each([undefined, gate('approved'), gate('rejected'), gate('timed-out')])(
  'decides no gate that does not wait',
  (g) => {
    expect(approvalFault(request(), { ...waiting, gate: g })?.code).toBe('GATE_NOT_WAITING');
  },
);

it.each<[Verdict, 'warn' | 'always', boolean]>([
  ['pass', 'warn', false],
  ['warn', 'warn', true],
  ['block', 'warn', false],
  ['pass', 'always', true],
  ['block', 'always', false],
])('verdict %s with `when: %s` asks a person: %s', (verdict, when, asked) => {
  expect(needsApproval({ when, fourEyes: true, timeoutSeconds: 60, onTimeout: 'reject' }, verdict)).toBe(asked);
  expect(needsApproval(undefined, verdict)).toBe(false);
});
