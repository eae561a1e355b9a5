import { epsilonLowerBound } from '../attacks/epsilon-audit';
import type { TrialScores } from './clustered-rates';

/** What the auditor claims: this share of the trials, the highest, were in; as many, the lowest, were out, or none. */
const CLAIMS = [0.02, 0.1, 0.25].flatMap((share) => [
  { share, out: false },
  { share, out: true },
]);

/**
 * The epsilon that the scores rule out at 95 %. Each of several claims, settled beforehand, abstains from most trials;
 * the best of their audits counts, each held at a confidence that makes all of them hold together (Bonferroni).
 *
 * All models together are one mechanism for which each trial is one candidate, in with chance 1/2 by a draw of its own,
 * that changes the training rows of one model: theorem 5.2 of Steinke, Nasr and Jagielski (NeurIPS 2023) holds for it
 * whatever the trials of one model have in common, as long as scores are a function of the models' rows alone.
 */
export function auditTrials({ scores, members }: TrialScores, delta: number): number {
  const confidence = 1 - 0.05 / CLAIMS.length;
  const trials = Array.from(scores, (score, i) => ({ score, member: members[i] as number }));
  // Of equal scores the wrong ones are claimed first: the bound must not gain from ties.
  const highest = [...trials].sort((a, b) => b.score - a.score || a.member - b.member);
  const lowest = [...trials].sort((a, b) => a.score - b.score || b.member - a.member);
  let best = 0;
  for (const { share, out } of CLAIMS) {
    const claimed = Math.max(1, Math.round(share * trials.length));
    const ins = highest.slice(0, claimed).reduce((sum, { member }) => sum + member, 0);
    const outs = lowest.slice(0, claimed).reduce((sum, { member }) => sum + 1 - member, 0);
    const guesses = out ? { guesses: 2 * claimed, right: ins + outs } : { guesses: claimed, right: ins };
    best = Math.max(best, epsilonLowerBound({ candidates: trials.length, ...guesses }, confidence, delta));
  }
  return best;
}
