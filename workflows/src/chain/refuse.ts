import type { Asker, ErrorRecord } from '@headwater/contracts';
import { codedFailure } from '../coded-failure';

/** Longest text of a name or a reason: both go through history. */
const LONGEST = 2_000;

/** For validators: throws what is wrong, so that a refused request leaves no trace in history. */
export function refuseIf(fault: ErrorRecord | null): void {
  if (fault !== null) throw codedFailure(fault);
}

/** Who and why are asked of everybody. */
export function requireAsker(asker: Asker): void {
  for (const part of ['who', 'why'] as const) {
    const value: unknown = (asker as Partial<Asker> | undefined)?.[part];
    if (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST) continue;
    refuseIf({
      code: 'USAGE',
      message: `\`${part}\` must be a text of 1 to ${LONGEST} characters`,
      hint: 'Say who asks, and why: the ledger keeps both.',
      where: part,
    });
  }
}
