import { constraintColumns, isConstantSide, type Constraint } from '@headwater/contracts';
import type { Findings } from '../findings';

/**
 * Rules that no table can keep, as far as it shows without the data. `null` stands for a rule that has been complained
 * about. What depends on the data is found before training.
 */
export function checkConflicts(rules: readonly (Constraint | null)[], findings: Findings): void {
  const told = rules
    .map((rule, i) => ({ rule, i }))
    .filter((r): r is { rule: Constraint; i: number } => r.rule !== null);
  const decided = new Map<string, Constraint['kind']>();
  const complain = (i: number, message: string, hint: string): void =>
    findings.problem(['constraints', i], message, { code: 'CONSTRAINT_INVALID', hint });
  for (const { rule, i } of told) {
    const owned = rule.kind === 'formula' ? [rule.column] : 'columns' in rule ? rule.columns : [];
    for (const name of owned) {
      const other = decided.get(name);
      decided.set(name, rule.kind);
      if (other === undefined) continue;
      const hint =
        other === rule.kind && other === 'fixed-combinations'
          ? 'Declare one rule over all of the columns.'
          : 'Keep one.';
      complain(i, `${JSON.stringify(name)} is decided by a rule of kind \`${other}\` already`, hint);
    }
  }
  for (const { rule, i } of told) {
    if (rule.kind !== 'inequality' && rule.kind !== 'range') continue;
    const result = constraintColumns(rule).find((name) => decided.get(name) === 'formula');
    if (result !== undefined)
      complain(
        i,
        `${JSON.stringify(result)} is computed by a formula, so no other rule can be kept for it by construction`,
        'State the rule over the inputs of the formula.',
      );
  }
  const inequalities = told.flatMap(({ rule, i }) =>
    rule.kind === 'inequality' && !isConstantSide(rule.low) && !isConstantSide(rule.high)
      ? [{ from: String(rule.low), to: [String(rule.high)], i }]
      : [],
  );
  const circle = circleIn(inequalities);
  if (circle !== null)
    complain(
      circle,
      'it closes a circle of inequalities',
      'Take one away; columns that must be equal are told by a formula.',
    );
  const formulas = told.flatMap(({ rule, i }) =>
    rule.kind === 'formula'
      ? [{ from: rule.column, to: constraintColumns(rule).filter((n) => n !== rule.column), i }]
      : [],
  );
  const loop = circleIn(formulas);
  if (loop !== null)
    complain(
      loop,
      'the formula needs its own result, by way of others',
      'Take away one of the formulas that need one another.',
    );
}

interface Arrows {
  from: string;
  to: readonly string[];
  i: number;
}

/** The first rule whose arrows, with those before it, make a circle; null when there is none. */
function circleIn(arrows: readonly Arrows[]): number | null {
  const next = new Map<string, string[]>();
  for (const { from, to, i } of arrows) {
    next.set(from, [...(next.get(from) ?? []), ...to]);
    if (to.some((name) => reaches(next, name, from, new Set()))) return i;
  }
  return null;
}

function reaches(next: ReadonlyMap<string, string[]>, from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (next.get(from) ?? []).some((name) => reaches(next, name, to, seen));
}
