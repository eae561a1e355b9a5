import type { ArtifactRef, GateDecision, Measure, PolicyRule, PolicySpec, RuleVerdict } from '@headwater/contracts';
import { describeRule } from './describe-rule';
import { EVERY_SEGMENT, isJudged } from './is-judged';
import { judgeRule, type RuleInput } from './judge-rule';
import { stageOf } from './known-measures';
import { worst } from './verdicts';

/** What the gate reads of a measure; a whole Measure will do. */
export type ReportedMeasure = RuleInput & Pick<Measure, 'name'>;

export interface JudgedMeasure {
  stage: RuleVerdict['stage'];
  measure: ReportedMeasure;
}

/**
 * The gate: every rule of the policy over the measures of the check stages. Pure and synchronous, so that a workflow may
 * call it and a replay finds the same. The verdict is the worst of the rules; a policy that judged nothing blocks.
 *
 * A rule blocks when its measure was not reported or has no score (unless its `whenAbsent` says otherwise), and when a
 * score is not finite. A measure reported twice is judged twice; a rule `NAME@*` judges every reported segment by itself.
 */
export function decide(
  policy: PolicySpec,
  measures: readonly JudgedMeasure[],
  evidence: readonly ArtifactRef[],
): GateDecision {
  const rules = policy.rules.flatMap((rule) => verdictsOf(rule, measures));
  return {
    verdict: worst(rules.map((r) => r.verdict)),
    policy: policy.name,
    ...(policy.version === undefined ? {} : { policyVersion: policy.version }),
    rules,
    evidence: [...evidence],
  };
}

function verdictsOf(rule: PolicyRule, measures: readonly JudgedMeasure[]): RuleVerdict[] {
  const text = describeRule(rule);
  const found = measures.filter(({ measure }) => isJudged(rule, measure.name));
  if (found.length === 0) return mayBeUnreported(rule) ? [] : [unreported(rule, text)];
  return found
    .filter(({ measure }) => !isLeftOut(rule, measure))
    .map(({ stage, measure }) => {
      const score = measure.score !== null && Number.isFinite(measure.score) ? measure.score : null;
      return { measure: measure.name, score, rule: text, stage, ...judgeRule(rule, measure) };
    });
}

/**
 * Whether a rule may go without any measure. Of segments every declared one is reported, with a score or a reason: none
 * at all means that none was declared.
 */
function mayBeUnreported({ measure, whenAbsent }: PolicyRule): boolean {
  return whenAbsent === 'skip' || (whenAbsent === 'skip-if-not-applicable' && measure.endsWith(EVERY_SEGMENT));
}

function isLeftOut({ whenAbsent }: PolicyRule, { score, notApplicable }: ReportedMeasure): boolean {
  if (score !== null) return false;
  return whenAbsent === 'skip' || (whenAbsent === 'skip-if-not-applicable' && notApplicable === true);
}

function unreported({ measure }: PolicyRule, rule: string): RuleVerdict {
  const reason = measure.endsWith(EVERY_SEGMENT) ? 'no segment was measured' : 'no stage reported this measure';
  return { measure, verdict: 'block', score: null, rule, stage: stageOf(measure), reason };
}
