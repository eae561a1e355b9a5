/** Scores that have no upper end: between 0 and 1 they would look like shares. */
const UNBOUNDED: ReadonlySet<string> = new Set([
  'k_anonymity',
  'l_diversity',
  'l_diversity_entropy',
  'membership_epsilon_lower_bound',
  'shadow_epsilon_lower_bound',
  'density',
  'log_likelihood',
]);

/** Whether a score is one of a scale from 0 to 1, so that it can be drawn on it. */
export function onUnitScale(name: string, score: number | null): score is number {
  return score !== null && score >= 0 && score <= 1 && !UNBOUNDED.has(name.split('@')[0] ?? name);
}
