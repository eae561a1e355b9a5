import { seconds } from '../progress/describe-stage';
import type { AssessmentDocument } from './assessment-document';

/** The assessment for people: what the policy judged, then the other measures. */
export function assessmentLines(document: AssessmentDocument): string[] {
  const { verdicts, measures, verdict, policy, card } = document;
  const judged = new Set(verdicts.map((rule) => rule.measure));
  const others = Object.entries(measures).filter(([name]) => !judged.has(name));
  return [
    '',
    ...verdicts.map(({ measure, verdict: mark, score, rule, reason }) =>
      line(mark, measure, score === null ? (reason ?? 'not computed') : score.toFixed(4), rule),
    ),
    '',
    ...others.map(([name, { score, reference, reason }]) =>
      line(
        '',
        name,
        score === null ? `not computed: ${reason ?? ''}` : score.toFixed(4),
        reference === null ? '' : `real rows ${reference.toFixed(4)}`,
      ),
    ),
    '',
    `${verdict} by the policy ${policy.name}, in ${seconds(document.seconds)}`,
    `  card  ${card}`,
  ];
}

function line(mark: string, name: string, score: string, beside: string): string {
  return `  ${mark.padEnd(5)} ${name.padEnd(42)} ${score}  ${beside}`.trimEnd();
}
