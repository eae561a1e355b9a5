import type { DifferenceName } from '@headwater/contracts';
import type { MeasureDefinition } from '../measured';

export const REPRESENTATION: MeasureDefinition = {
  name: 'representation_distance',
  family: 'fairness',
  better: 'lower',
  meaning:
    'How far the shares of the groups of people among the synthetic rows are from those among the training rows: 0 is the same shares, 1 is no group in common.',
};

export const DIFFERENCE: Record<DifferenceName, MeasureDefinition> = {
  label_parity_difference: {
    name: 'label_parity_difference',
    family: 'fairness',
    better: 'lower',
    meaning:
      'How much more often one group of people has the positive outcome than another among the synthetic rows. The reference is the same among the training rows.',
  },
  statistical_parity_difference: {
    name: 'statistical_parity_difference',
    family: 'fairness',
    better: 'lower',
    meaning:
      'How much more often a model trained on synthetic rows decides for one group of held-out real people than for another. The reference was trained on real rows.',
  },
  equal_opportunity_difference: {
    name: 'equal_opportunity_difference',
    family: 'fairness',
    better: 'lower',
    meaning:
      'How much more often a model trained on synthetic rows finds the positive outcome of those who have it in one group than in another. The reference was trained on real rows.',
  },
  equalised_odds_difference: {
    name: 'equalised_odds_difference',
    family: 'fairness',
    better: 'lower',
    meaning:
      'How far a model trained on synthetic rows is from deciding alike for all groups among people of the same outcome. The reference was trained on real rows.',
  },
};

export const AMPLIFICATION: MeasureDefinition = {
  name: 'bias_amplification',
  family: 'fairness',
  better: 'lower',
  meaning:
    'How much greater a difference between groups of people is after synthesis than in the real rows, where that is most certain: above 0 with its whole interval, synthesis made a bias stronger. The intervals of all differences that were looked at hold together.',
};
