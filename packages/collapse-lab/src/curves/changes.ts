import type { LabChainCard, LabChange, LabMeasure } from '@headwater/contracts';
import { studentQuantile } from '@headwater/quality';
import { scoreAt } from './curves';

/** The generation that the last one is held against: the first whose rows come from a model of models. */
const FROM = 1;

/**
 * Whether the last generation differs from generation 1 by more than sampling does. The noise of one score is what scores
 * of one chain differ by from a generation to the next, as a standard deviation (half the mean squared successive
 * difference; von Neumann et al. 1941), all chains of the protocol together: a slow drift hardly enters it. The change is
 * the mean over chains; its margin is of Student's t, drawn so wide that those of all measures hold together at 95 %.
 */
export function changesOf(chains: readonly LabChainCard[], followed: readonly LabMeasure[]): LabChange[] {
  const found = followed.flatMap(({ name, better }) => {
    const change = changeOf(chains, name);
    return change === null ? [] : [{ ...change, better }];
  });
  return found.map(({ freedom, better, ...change }): LabChange => {
    const errors = studentQuantile(1 - 0.025 / found.length, freedom);
    const margin = errors * change.noise * Math.sqrt(2 / chains.length);
    const gain = better === 'higher' ? change.change : -change.change;
    return { ...change, margin, verdict: Math.abs(gain) <= margin ? 'within' : gain > 0 ? 'better' : 'worse' };
  });
}

function changeOf(
  chains: readonly LabChainCard[],
  measure: string,
): (Omit<LabChange, 'margin' | 'verdict'> & { freedom: number }) | null {
  const last = Math.max(...chains.map(({ generations }) => generations.at(-1)?.generation ?? 0));
  let squares = 0;
  let steps = 0;
  let first = 0;
  let final = 0;
  for (const { generations } of chains) {
    const scores = generations.filter((g) => g.generation >= FROM).map((g) => g.scores[measure] ?? null);
    const [from, to] = [scoreAt(generations, FROM, measure), scoreAt(generations, last, measure)];
    if (from === null || to === null || last <= FROM) return null;
    first += from / chains.length;
    final += to / chains.length;
    for (let i = 1; i < scores.length; i++) {
      const [a, b] = [scores[i - 1], scores[i]];
      if (a == null || b == null) continue;
      squares += (b - a) ** 2;
      steps++;
    }
  }
  if (steps < 2) return null;
  // Successive differences share scores: a chain of m of them is worth about two thirds as many free ones.
  const freedom = Math.max(1, Math.floor((2 * steps) / 3));
  return { measure, first, last: final, change: final - first, noise: Math.sqrt(squares / steps / 2), freedom };
}
