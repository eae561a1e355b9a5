import type { Evidence, Measure, MeasureFamily, RuleVerdict, RunCard, Verdict } from '@headwater/contracts';
import { familyOf } from '../../measures/family-of';
import { HEADLINE_MEASURES } from '../../measures/headline-measures';

export interface ScoreRow {
  measure: Pick<
    Measure,
    'name' | 'score' | 'reference' | 'interval' | 'meaning' | 'reason' | 'rates' | 'notApplicable'
  >;
  rules: RuleVerdict[];
  family: MeasureFamily;
}

const SEVERITY: Record<Verdict, number> = { block: 0, warn: 1, pass: 2 };
const JUDGED = 3;

/** All measures of both stages; rules whose measure no stage reported have a row of their own. */
export function scoreRows(card: RunCard): ScoreRow[] {
  return [...rowsOf('quality', card.quality, card), ...rowsOf('privacy', card.privacy, card)];
}

function rowsOf(stage: Evidence['stage'], evidence: Evidence | null, { decision }: RunCard): ScoreRow[] {
  const rules = (decision?.rules ?? []).filter((rule) => rule.stage === stage);
  const measures = evidence?.measures ?? [];
  const known = new Set(measures.map((m) => m.name));
  return [
    ...measures.map((measure) => ({
      measure,
      rules: rules.filter((r) => r.measure === measure.name),
      family: familyOf(measure, stage),
    })),
    ...rules
      .filter((rule) => !known.has(rule.measure))
      .map((rule) => ({
        measure: { name: rule.measure, score: rule.score, reference: null, interval: null, meaning: '' },
        rules: [rule],
        family: familyOf({ name: rule.measure }, stage),
      })),
  ];
}

export interface Densities {
  first: ScoreRow[];
  rest: ScoreRow[];
  /** What means nothing for this table, and nobody judges. */
  silent: ScoreRow[];
}

/** What the policy judges, worst first, then the headline measures; and the rest, both in the order of the evidence. */
export function byDensity(rows: readonly ScoreRow[]): Densities {
  const silent = rows.filter((row) => row.rules.length === 0 && row.measure.notApplicable === true);
  const told = rows.filter((row) => !silent.includes(row));
  const place = (row: ScoreRow): number => Math.min(JUDGED, ...row.rules.map((rule) => SEVERITY[rule.verdict]));
  const stands = (row: ScoreRow): boolean => row.rules.length > 0 || HEADLINE_MEASURES.has(row.measure.name);
  const first = told.filter(stands).sort((a, b) => place(a) - place(b));
  // A family that nobody judges and that has no headline shows what it has.
  if (first.length === 0) return { first: told, rest: [], silent };
  return { first, rest: told.filter((row) => !stands(row)), silent };
}
