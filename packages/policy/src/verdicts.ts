import type { Verdict } from '@headwater/contracts';

const SEVERITY: Record<Verdict, number> = { pass: 0, warn: 1, block: 2 };

/** The most severe of some verdicts; `block` for none, since nothing then vouches for the table. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  const [first, ...rest] = verdicts;
  if (first === undefined) return 'block';
  return rest.reduce((a, b) => (SEVERITY[b] > SEVERITY[a] ? b : a), first);
}
