import type { PolicyRule } from '@headwater/contracts';

/** The end of a rule's name that stands for every segment. */
export const EVERY_SEGMENT = '@*';

/**
 * Whether a rule is about a measure: the one it names, or with `column_shapes@*` every `column_shapes@<segment>`. The
 * measure of all rows, `column_shapes`, is then not meant.
 */
export function isJudged(rule: Pick<PolicyRule, 'measure'>, measure: string): boolean {
  if (rule.measure === measure) return true;
  // All of the name but the star: `column_shapes@`.
  return rule.measure.endsWith(EVERY_SEGMENT) && measure.startsWith(rule.measure.slice(0, -1));
}
