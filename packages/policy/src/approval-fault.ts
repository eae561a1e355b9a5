import type { ApprovalRequest, ErrorRecord, GateStatus } from '@headwater/contracts';

/** Longest text a person's name or reason may have: it goes through workflow history. */
const LONGEST = 2_000;

/** What a gate knows of itself when somebody wants to decide it. */
export interface WaitingGate {
  gate: GateStatus | undefined;
  fourEyes: boolean;
  /** Who may not decide it, with four eyes. */
  requestedBy: string | undefined;
}

/** Why an approval or a rejection is refused; null when it decides the gate. Pure, so that a validator may call it. */
export function approvalFault(request: ApprovalRequest, waiting: WaitingGate): ErrorRecord | null {
  for (const part of ['who', 'why', 'evidence'] as const) {
    const value: unknown = (request as Partial<ApprovalRequest> | undefined)?.[part];
    if (typeof value !== 'string' || value.trim() === '' || value.length > LONGEST) {
      return {
        code: 'APPROVAL_INVALID',
        message: `an approval needs \`${part}\`, a text of at most ${LONGEST} characters`,
        hint: 'Say who decides, why, and which evidence was seen.',
        where: part,
      };
    }
  }
  const { gate, fourEyes, requestedBy } = waiting;
  if (gate?.state !== 'waiting') {
    const how = gate === undefined ? 'it waits for nobody' : `it is ${gate.state} already`;
    return { code: 'GATE_NOT_WAITING', message: `the gate of this run cannot be decided: ${how}` };
  }
  if (request.evidence !== gate.evidence) {
    return {
      code: 'APPROVAL_STALE',
      message: `the evidence ${request.evidence.slice(0, 64)} is not what this gate waits on`,
      hint: 'Look at the card of this run, and give the hash that `headwater show` prints.',
    };
  }
  if (fourEyes && samePerson(request.who, requestedBy)) {
    return {
      code: 'APPROVAL_BY_REQUESTER',
      message: `${request.who.trim()} asked for this run and may not decide it`,
      hint: 'Somebody else must look at the evidence.',
    };
  }
  return null;
}

/** Names are what people call themselves: case and space around do not make another person. */
function samePerson(a: string, b: string | undefined): boolean {
  return b !== undefined && normal(a) === normal(b);
}

function normal(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
