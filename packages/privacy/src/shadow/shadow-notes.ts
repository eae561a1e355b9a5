import { areaUnderCurve } from '@headwater/quality';
import type { TrialScores } from './clustered-rates';
import type { ShadowTargets } from './shadow-targets';

/** What a reader should know of how the attack was done, and whom it found. */
export function shadowNotes(trials: TrialScores, chosen: ShadowTargets, delta: number): string[] {
  const { outlying, background } = chosen;
  const targets = chosen.targets.length;
  const outer = areaOf(trials, (t) => t < outlying);
  const drawn = areaOf(trials, (t) => t >= outlying);
  return [
    `Shadow models: ${trials.models}, each trained on ${background.length} fixed rows and about half of ${targets} targets, drawn anew for each.`,
    `Shadow models: ${outlying} targets are rows farthest from their five nearest, ${targets - outlying} were drawn at random; the AUC is ${outer.toFixed(3)} and ${drawn.toFixed(3)}.`,
    `Shadow models: the epsilon bound holds at 95 % for delta ${delta} and rows added or removed; ${trials.members.length} guesses could be made.`,
  ];
}

function areaOf({ scores, members, targets }: TrialScores, chosen: (target: number) => boolean): number {
  const of = (member: number): Float64Array => scores.filter((_, i) => members[i] === member && chosen(i % targets));
  return areaUnderCurve(of(1), of(0)).auc;
}
