import type { LearnerName } from '@headwater/contracts';

export const LEARNERS: Record<LearnerName, string> = {
  boosted_trees: 'Boosted trees',
  linear: 'Linear model',
  network: 'Neural network',
};
