import { binomialProbabilities } from '../intervals/binomial';

/** What an auditor guessed: `guesses` of `candidates` rows said to be members or not, the others left open. */
export interface AuditGuesses {
  candidates: number;
  guesses: number;
  right: number;
}

/** No audit of any feasible size shows more than this. */
const MOST_EPSILON = 30;

/**
 * Chance, at most, of as many right guesses if the model were (epsilon, delta)-differentially private and each candidate
 * had been a training row with chance 1/2 (Steinke, Nasr and Jagielski, NeurIPS 2023, theorem 5.2).
 */
export function auditPValue({ candidates, guesses, right }: AuditGuesses, epsilon: number, delta: number): number {
  const chances = binomialProbabilities(guesses, 1 / (1 + Math.exp(-epsilon)));
  let tail = 0;
  for (let k = guesses; k >= right; k--) tail += chances[k] as number;
  let steepest = 0;
  let sum = 0;
  for (let i = 1; i <= right; i++) {
    sum += chances[right - i] as number;
    steepest = Math.max(steepest, sum / i);
  }
  return Math.min(1, tail + 2 * candidates * delta * steepest);
}

/** The largest epsilon that these guesses rule out with this confidence: a lower bound, 0 where they rule out nothing. */
export function epsilonLowerBound(guesses: AuditGuesses, confidence: number, delta = 0): number {
  if (guesses.guesses === 0 || auditPValue(guesses, 0, delta) > 1 - confidence) return 0;
  let low = 0;
  let high = MOST_EPSILON;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (auditPValue(guesses, middle, delta) < 1 - confidence) low = middle;
    else high = middle;
  }
  return low;
}
