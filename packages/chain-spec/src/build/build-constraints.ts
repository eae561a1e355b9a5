import {
  FormulaError,
  formulaColumns,
  isConstantSide,
  parseFormula,
  type Constraint,
  type FormulaConstraint,
  type InequalityConstraint,
  type RangeConstraint,
} from '@headwater/contracts';
import type { Findings } from '../findings';
import { oneOf } from '../validate/wording';
import type { WrittenConstraint } from '../written-spec';
import type { Path } from '../yaml/locate';
import { checkConflicts } from './constraint-conflicts';

type Key = Exclude<keyof WrittenConstraint, 'kind'>;

/** The keys of each kind, those that it needs first. */
const KEYS: Record<Constraint['kind'], { needs: Key[]; may: Key[] }> = {
  inequality: { needs: ['low', 'high'], may: ['strict', 'repair'] },
  range: { needs: ['column'], may: ['min', 'max', 'strict', 'repair'] },
  'fixed-combinations': { needs: ['columns'], may: ['repair'] },
  'one-hot': { needs: ['columns'], may: ['repair'] },
  formula: { needs: ['column', 'equals'], may: ['repair'] },
};

/** The rules as they stand, once each has the keys of its kind and no two contradict; what is wrong becomes a finding. */
export function buildConstraints(written: readonly WrittenConstraint[], findings: Findings): Constraint[] {
  const whole = written.map((constraint, i) => hasItsKeys(constraint, ['constraints', i], findings));
  const rules = written as readonly Constraint[];
  const sound = rules.map((rule, i) => whole[i] === true && isSound(rule, ['constraints', i], findings));
  checkConflicts(
    rules.map((rule, i) => (sound[i] === true ? rule : null)),
    findings,
  );
  return [...rules];
}

function hasItsKeys(written: WrittenConstraint, path: Path, findings: Findings): boolean {
  const { needs, may } = KEYS[written.kind];
  const known: string[] = ['kind', ...needs, ...may];
  const unknown = Object.keys(written).filter((key) => !known.includes(key));
  for (const key of unknown)
    findings.problem([...path, key], `a rule of kind \`${written.kind}\` has no key \`${key}\``, {
      code: 'SPEC_UNKNOWN_KEY',
      hint: `Known here: ${oneOf(known).replace(' or ', ' and ')}.`,
      atKey: true,
    });
  const missing = needs.filter((key) => written[key] === undefined);
  for (const key of missing)
    findings.problem(path, `a rule of kind \`${written.kind}\` needs \`${key}\``, { hint: `Add \`${key}:\`.` });
  return unknown.length === 0 && missing.length === 0;
}

function isSound(rule: Constraint, path: Path, findings: Findings): boolean {
  const before = findings.problems.length;
  if (rule.kind === 'inequality') checkInequality(rule, path, findings);
  else if (rule.kind === 'range') checkRange(rule, path, findings);
  else if (rule.kind === 'formula') checkFormula(rule, path, findings);
  else if (new Set(rule.columns).size < rule.columns.length)
    findings.problem([...path, 'columns'], 'a column is named twice', { hint: 'Name each column once.' });
  return findings.problems.length === before;
}

function checkInequality({ low, high }: InequalityConstraint, path: Path, findings: Findings): void {
  if (isConstantSide(low) && isConstantSide(high))
    findings.problem(path, 'both sides of the inequality are constants', { hint: 'Name a column on one side.' });
  else if (low === high)
    findings.problem(path, `both sides of the inequality are ${JSON.stringify(low)}`, { hint: 'Name two columns.' });
}

function checkRange({ min, max, strict = false }: RangeConstraint, path: Path, findings: Findings): void {
  if (min === undefined && max === undefined) {
    findings.problem(path, 'the range has neither `min` nor `max`', { hint: 'Add `min:`, `max:` or both.' });
    return;
  }
  for (const [key, bound] of Object.entries({ min, max }))
    if (typeof bound === 'string' && !isConstantSide(bound))
      findings.problem(
        [...path, key],
        `\`${key}\` must be a number, or a date as YYYY-MM-DD, got ${JSON.stringify(bound)}`,
        { hint: 'Numbers are written without quotes.' },
      );
  if (min === undefined || max === undefined) return;
  // Dates and times in ISO 8601 stand in the order of their texts.
  if (typeof min !== typeof max || (strict ? min < max : min <= max)) return;
  findings.problem(path, `the range ends (${max}) before it starts (${min})`, {
    code: 'CONSTRAINT_INVALID',
    hint: strict && min === max ? 'With `strict`, nothing lies between.' : 'Swap `min` and `max`.',
  });
}

function checkFormula({ column, equals }: FormulaConstraint, path: Path, findings: Findings): void {
  try {
    if (!formulaColumns(parseFormula(equals)).includes(column)) return;
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    findings.problem([...path, 'equals'], `\`${equals}\` is no formula: ${error.message} (character ${error.at + 1})`, {
      hint: 'Column names with other characters than letters, digits and _ stand in backticks.',
    });
    return;
  }
  findings.problem(
    [...path, 'equals'],
    `the formula of ${JSON.stringify(column)} needs ${JSON.stringify(column)} itself`,
    {
      code: 'CONSTRAINT_INVALID',
      hint: 'Compute it from other columns.',
    },
  );
}
