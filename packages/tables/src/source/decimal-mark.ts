import type { TextEvidence } from '../infer/text-evidence';
import type { DecimalMark } from '../text/scan-number';

/** The file's one decimal mark: a comma where some column reads as numbers only with it and none only with a point. */
export function pickDecimalMark(
  marks: readonly DecimalMark[],
  evidence: readonly TextEvidence[],
): { mark: DecimalMark; warning: string | null } {
  const [only] = marks;
  if (marks.length === 1 && only !== undefined) return { mark: only, warning: null };
  const columnsWith = (mark: DecimalMark): number =>
    evidence.filter((e) => e.numbers.some((n) => n.mark === mark && n.misfits.count === 0 && n.fractions > 0)).length;
  const points = columnsWith('.');
  const commas = columnsWith(',');
  const warning =
    points > 0 && commas > 0
      ? `${points} columns use a point as decimal mark and ${commas} a comma; source.options.decimal chooses`
      : null;
  return { mark: commas > 0 && points === 0 ? ',' : '.', warning };
}
