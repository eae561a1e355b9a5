import type { PolicyRule, PolicySpec } from '@headwater/contracts';
import { KNOWN_MEASURES, partsOf, shippedPolicies } from '@headwater/policy';
import type { Findings } from '../findings';
import { suggest } from '../suggest';
import { didYouMean, oneOf } from '../validate/wording';
import type { WrittenPolicy, WrittenThresholds } from '../written-spec';

const SHIPPED: ReadonlyMap<string, PolicySpec> = new Map(Object.entries(shippedPolicies));

/** The policy as rules: a shipped one by name, or the chain's own, on its own or on top of a shipped one. */
export function buildPolicy(written: string | WrittenPolicy, findings: Findings): PolicySpec {
  if (typeof written === 'string') return shipped(written, findings);
  const { name = 'custom', rules = {} } = written;
  if (SHIPPED.has(name)) {
    findings.problem(['policy', 'name'], `\`policy.name\` must not be the name of a shipped policy, got "${name}"`, {
      hint: 'Give your rules a name of their own; `extends` says what they start from.',
    });
  }
  const merged = new Map(
    (written.extends === undefined ? [] : (SHIPPED.get(written.extends)?.rules ?? [])).map((r) => [r.measure, r]),
  );
  for (const [measure, rule] of Object.entries(rules)) {
    if (rule === 'off') takeAway(measure, merged, findings);
    else {
      const built = buildRule(measure, rule, findings);
      if (built !== undefined) merged.set(measure, built);
      warnOfUnknown(measure, findings);
    }
  }
  if (merged.size === 0) {
    findings.problem(['policy'], '`policy` has no rule, so nothing could ever be published', {
      hint: 'Give `rules`, or `extends: internal`.',
    });
  }
  return { name, rules: [...merged.values()] };
}

function shipped(name: string, findings: Findings): PolicySpec {
  const policy = SHIPPED.get(name);
  if (policy !== undefined) return policy;
  const names = [...SHIPPED.keys()];
  findings.problem(
    ['policy'],
    `\`policy\` must be ${oneOf(names)}, or a mapping with rules, got "${name}"${didYouMean(suggest(name, names))}`,
  );
  return { name, rules: [] };
}

function takeAway(measure: string, rules: Map<string, PolicyRule>, findings: Findings): void {
  if (rules.delete(measure)) return;
  findings.problem(
    ['policy', 'rules', measure],
    `there is no rule for \`${measure}\` to turn off${didYouMean(suggest(measure, [...rules.keys()]))}`,
    {
      atKey: true,
    },
  );
}

function buildRule(measure: string, written: WrittenThresholds, findings: Findings): PolicyRule | undefined {
  const path = ['policy', 'rules', measure];
  const { atLeast, atMost, ...rest } = written;
  const pass = atLeast ?? atMost;
  if (pass === undefined || (atLeast !== undefined && atMost !== undefined)) {
    findings.problem(path, `the rule for \`${measure}\` needs \`atLeast\` or \`atMost\`, one of the two`);
    return undefined;
  }
  const comparison = atLeast === undefined ? '<=' : '>=';
  const { warn } = rest;
  if (warn !== undefined && (comparison === '>=' ? warn >= pass : warn <= pass)) {
    const side = comparison === '>=' ? 'below' : 'above';
    findings.problem(
      [...path, 'warn'],
      `\`warn\` of \`${measure}\` must lie ${side} the value that passes (${pass}), got ${warn}`,
    );
  }
  return { measure, comparison, pass, ...rest };
}

function warnOfUnknown(measure: string, findings: Findings): void {
  const { name, segment } = partsOf(measure);
  const known = KNOWN_MEASURES.get(name);
  if (known !== undefined && (segment === null || known.bySegment === true)) return;
  const names = [...KNOWN_MEASURES].filter(([, k]) => segment === null || k.bySegment === true).map(([n]) => n);
  const near = suggest(name, names);
  const meant = near === undefined || segment === null ? near : `${near}@${segment}`;
  const what =
    known === undefined ? `no check reports the measure \`${name}\`` : `\`${name}\` is not measured by segment`;
  findings.warn(['policy', 'rules', measure], `${what}, and one that is not reported blocks${didYouMean(meant)}`);
}
