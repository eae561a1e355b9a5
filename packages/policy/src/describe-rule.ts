import type { PolicyRule } from '@headwater/contracts';

/** A rule as text: `>= 0.9 (warn >= 0.8)`, with what it is held against where that is not the plain score. */
export function describeRule(rule: PolicyRule): string {
  const warn = rule.warn === undefined ? '' : ` (warn ${rule.comparison} ${rule.warn})`;
  const qualities = [
    ...(rule.against === 'reference' ? ['score less reference'] : []),
    ...(rule.against === 'ceiling' ? ['score over reference'] : []),
    ...(rule.useInterval === true ? ['95 % bound'] : []),
  ];
  const held = qualities.length === 0 ? '' : `, ${qualities.join(', ')}`;
  return `${rule.comparison} ${rule.pass}${warn}${held}`;
}
