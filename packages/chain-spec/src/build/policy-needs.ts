import type { ChainSpec, PolicyRule } from '@headwater/contracts';
import { KNOWN_MEASURES, partsOf, type Declaration } from '@headwater/policy';
import type { Findings } from '../findings';
import { listed } from '../validate/wording';

const MISSING: Record<Declaration, { what: string; hint: string }> = {
  target: { what: 'no column has the role `target`', hint: 'Give the column its role under `schema.columns`.' },
  'quasi-identifiers': {
    what: 'no column has the role `quasi-identifier`',
    hint: 'Give the columns their role under `schema.columns`.',
  },
  protected: { what: '`checks.protected` names no column', hint: 'Name the columns in `checks.protected`.' },
  'shadow-models': { what: '`checks.shadowModels` is 0', hint: 'Set `checks.shadowModels`, to 8 for example.' },
};

/**
 * Holds the rules of a policy against what the chain file declares. A rule that could only ever block is a problem; rules
 * that are left out because nothing is declared for them are told in one warning.
 */
export function checkPolicyNeeds({ policy, checks, schema }: ChainSpec, findings: Findings): void {
  const leftOut = new Map<Declaration, string[]>();
  for (const rule of policy.rules) {
    checkSegment(rule, checks.segments, findings);
    const missing = neededBy(rule).find((need) => !isDeclared(need, { checks, schema }));
    if (missing === undefined) continue;
    if ((rule.whenAbsent ?? 'block') !== 'block') {
      leftOut.set(missing, [...(leftOut.get(missing) ?? []), `\`${rule.measure}\``]);
      continue;
    }
    const { what, hint } = MISSING[missing];
    findings.problem(['policy', 'rules', rule.measure], `\`${rule.measure}\` would always block: ${what}`, {
      hint: `${hint} Or let the rule say \`whenAbsent: skip-if-not-applicable\`.`,
      atKey: true,
    });
  }
  if (leftOut.size === 0) return;
  const parts = [...leftOut].map(([need, rules]) => `${listed(rules)} (${MISSING[need].what})`);
  findings.warn(['policy'], `the policy \`${policy.name}\` leaves out rules: ${parts.join('; ')}`);
}

function neededBy(rule: PolicyRule): readonly Declaration[] {
  return KNOWN_MEASURES.get(partsOf(rule.measure).name)?.needs ?? [];
}

function isDeclared(need: Declaration, { checks, schema }: Pick<ChainSpec, 'checks' | 'schema'>): boolean {
  const hasRole = (role: string): boolean => Object.values(schema.columns).some((column) => column.role === role);
  switch (need) {
    case 'target':
      return hasRole('target');
    case 'quasi-identifiers':
      return hasRole('quasi-identifier');
    case 'protected':
      return checks.protected.length > 0;
    case 'shadow-models':
      return checks.shadowModels > 0;
  }
}

function checkSegment({ measure, whenAbsent }: PolicyRule, segments: readonly string[], findings: Findings): void {
  const { segment } = partsOf(measure);
  const path = ['policy', 'rules', measure];
  if (segment === null || (segment !== '*' && segments.includes(segment))) return;
  if (segment !== '*') {
    findings.problem(path, `\`${measure}\` is about the segment ${JSON.stringify(segment)}, which is not measured`, {
      hint: `Add ${JSON.stringify(segment)} to \`checks.segments\`.`,
      atKey: true,
    });
  } else if (segments.length === 0 && (whenAbsent ?? 'block') === 'block') {
    findings.problem(path, `\`${measure}\` would always block: \`checks.segments\` names no column`, {
      hint: 'Name columns in `checks.segments`, or let the rule say `whenAbsent: skip-if-not-applicable`.',
      atKey: true,
    });
  }
}
