import type { ColumnScores, Measure, RuleVerdict, RunCard, Verdict } from '@headwater/contracts';
import { worst } from '@headwater/policy';

/** One measure as `assess --json` prints it. */
interface MeasureDocument {
  score: number | null;
  /** What real rows score. */
  reference: number | null;
  interval: [number, number] | null;
  /** Of the policy; null where it does not judge this measure. */
  verdict: Verdict | null;
  seconds: number;
  better: 'higher' | 'lower';
  reason?: string;
  rates?: Measure['rates'];
  /** By column, where the measure is a mean over columns. */
  columns?: Record<string, { score: number | null; reference: number | null }>;
}

/** What `headwater assess --json` prints. */
export interface AssessmentDocument {
  version: 1;
  verdict: Verdict;
  policy: { name: string; version?: number };
  rows: { real: number; holdout: number; synthetic: number };
  seconds: number;
  peakBytes: number;
  measures: Record<string, MeasureDocument>;
  verdicts: RuleVerdict[];
  card: string;
}

/** The card's numbers by name; the rest stays in the card's own JSON beside it. */
export function assessmentDocument(
  card: Pick<RunCard, 'privacy' | 'quality' | 'decision' | 'assessed'>,
  written: { card: string; peakBytes: number },
): AssessmentDocument {
  const { decision, assessed, privacy, quality } = card;
  const rules = decision?.rules ?? [];
  const columnScores = quality?.columnScores ?? [];
  const measures = [...(privacy?.measures ?? []), ...(quality?.measures ?? [])];
  return {
    version: 1,
    verdict: decision?.verdict ?? 'block',
    policy: {
      name: decision?.policy ?? '',
      ...(decision?.policyVersion === undefined ? {} : { version: decision.policyVersion }),
    },
    rows: {
      real: assessed?.real.rows ?? 0,
      holdout: assessed?.holdout?.rows ?? 0,
      synthetic: assessed?.synthetic.rows ?? 0,
    },
    seconds: assessed?.seconds ?? 0,
    peakBytes: written.peakBytes,
    measures: Object.fromEntries(measures.map((m) => [m.name, measureDocument(m, rules, columnScores)])),
    verdicts: rules,
    card: written.card,
  };
}

function measureDocument(
  measure: Measure,
  rules: readonly RuleVerdict[],
  columnScores: readonly ColumnScores[],
): MeasureDocument {
  const { name, score, reference, interval, seconds, better, reason, rates } = measure;
  const judged = rules.filter((rule) => rule.measure === name).map((rule) => rule.verdict);
  const columns = columnScores.flatMap(({ column, measures }) => {
    const found = measures[name];
    return found === undefined ? [] : [[column, found] as const];
  });
  return {
    score,
    reference,
    interval,
    verdict: judged.length === 0 ? null : worst(judged),
    seconds,
    better,
    ...(reason === undefined ? {} : { reason }),
    ...(rates === undefined ? {} : { rates }),
    ...(columns.length === 0 ? {} : { columns: Object.fromEntries(columns) }),
  };
}
