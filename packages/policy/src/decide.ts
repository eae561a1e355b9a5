import type { ArtifactRef, GateDecision, Measure, PolicyRule, PolicySpec, RuleVerdict } from '@headwater/contracts';
import { describeRule } from './describe-rule';
import { judgeRule, type RuleInput } from './judge-rule';
import { worst } from './verdicts';

/** What the gate reads of a measure; a whole Measure will do. */
export type ReportedMeasure = RuleInput & Pick<Measure, 'name'>;

export interface JudgedMeasure {
  stage: RuleVerdict['stage'];
  measure: ReportedMeasure;
}

/** Where a measure that was not reported would have come from. */
const PRIVACY_MEASURES: ReadonlySet<string> = new Set([
  'share_closer_to_train',
  'dcr_p5_ratio_to_holdout',
  'exact_matches',
  'identifier_reuse',
]);

/**
 * The gate: every rule of the policy over the measures of the check stages. Pure and synchronous, so that a workflow may
 * call it and a replay finds the same. The verdict is the worst of the rules; a policy that judged nothing blocks.
 *
 * A rule blocks when its measure was not reported or has no score (unless it says `whenAbsent: skip`), and when a score
 * is not finite. A measure reported twice is judged twice.
 */
export function decide(
  policy: PolicySpec,
  measures: readonly JudgedMeasure[],
  evidence: readonly ArtifactRef[],
): GateDecision {
  const rules = policy.rules.flatMap((rule) => verdictsOf(rule, measures));
  return { verdict: worst(rules.map((r) => r.verdict)), policy: policy.name, rules, evidence: [...evidence] };
}

function verdictsOf(rule: PolicyRule, measures: readonly JudgedMeasure[]): RuleVerdict[] {
  const text = describeRule(rule);
  const found = measures.filter((m) => m.measure.name === rule.measure);
  const judged = rule.whenAbsent === 'skip' ? found.filter(({ measure }) => measure.score !== null) : found;
  if (judged.length === 0) {
    if (rule.whenAbsent === 'skip') return [];
    const stage = PRIVACY_MEASURES.has(rule.measure) ? 'privacy' : 'quality';
    const reason = 'no stage reported this measure';
    return [{ measure: rule.measure, verdict: 'block', score: null, rule: text, stage, reason }];
  }
  return judged.map(({ stage, measure }) => {
    const score = measure.score !== null && Number.isFinite(measure.score) ? measure.score : null;
    return { measure: rule.measure, score, rule: text, stage, ...judgeRule(rule, measure) };
  });
}
