import type { MeasureDefinition } from '@headwater/quality';

const attack = (name: string, meaning: string): MeasureDefinition => ({
  name,
  family: 'attack',
  better: 'lower',
  meaning,
});

/** Every measure of shadowAttack by its place in the code; the names are what policies and reports see. */
export const SHADOW_MEASURES = {
  auc: attack(
    'shadow_membership_auc',
    'How often an attacker who sees the synthetic rows of generators like this one, each trained with half of the attacked rows left out at random, picks the row that was trained on from a pair of one that was and one that was not: 0.5 is guessing, 1 is always.',
  ),
  tpr1: attack(
    'shadow_membership_tpr_at_1_percent',
    'The share of trained-on rows that this attacker recognises while mistaking one left-out row in a hundred for one: 0.01 is guessing.',
  ),
  epsilon: attack(
    'shadow_epsilon_lower_bound',
    'The differential-privacy epsilon that this attack rules out for the generator with 95 % confidence: the true one is no smaller. 0 means it rules out nothing, not that the data are private.',
  ),
  ofRelease: attack(
    'shadow_membership_auc_of_release',
    'How often the attacker who has tried those generators picks the training row from a pair of one training and one unseen row by the released rows themselves: 0.5 is guessing, 1 is always.',
  ),
} as const;
