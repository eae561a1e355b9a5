import type { LearnerName } from '@headwater/contracts';
import type { MeasureDefinition } from '../measured';
import type { Task } from './learners/loss';

const WHO: Record<LearnerName, { suffix: string; words: string }> = {
  boosted_trees: { suffix: '', words: 'boosted trees' },
  linear: { suffix: '_linear', words: 'a linear model' },
  network: { suffix: '_network', words: 'a small neural network' },
};

/** Train on synthetic, test on real. */
export function tstrDefinition(learner: LearnerName, kind: Task['kind']): MeasureDefinition {
  const { suffix, words } = WHO[learner];
  if (kind === 'numbers')
    return {
      name: `tstr_r2${suffix}`,
      family: 'utility',
      better: 'higher',
      meaning: `How much of the target's variance in held-out real rows ${words} trained on synthetic rows explains: 1 is all, 0 is no more than the mean does. The reference was trained on real rows.`,
    };
  return {
    name: `tstr_auc${suffix}`,
    family: 'utility',
    better: 'higher',
    meaning: `How well ${words} trained on synthetic rows orders held-out real rows by the target: 1 is perfect, 0.5 is guessing. The reference was trained on real rows.`,
  };
}

export function gapDefinition(kind: Task['kind']): MeasureDefinition {
  const score = kind === 'numbers' ? 'R²' : 'AUC';
  return {
    name: 'tstr_gap',
    family: 'utility',
    better: 'lower',
    meaning: `What training on synthetic instead of real rows costs: the ${score} that boosted trees lose on held-out real rows.`,
  };
}

export const IMPORTANCE: MeasureDefinition = {
  name: 'feature_importance_correlation',
  family: 'utility',
  better: 'higher',
  meaning:
    'Whether models trained on real and on synthetic rows rank the columns alike by how much they depend on them: 1 is the same order, 0 is unrelated.',
};
