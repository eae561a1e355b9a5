import type { FeedbackSpec } from '@headwater/contracts';

/** The feedback policy of the protocol `default`: half of what is learnt from is real, the rest is verified. */
export const LAB_FEEDBACK: FeedbackSpec = {
  mix: 'accumulate',
  realFloor: 0.5,
  syntheticCeiling: 0.5,
  mostGenerations: 10,
  budgetRows: null,
  realShare: 0.5,
  verify: true,
  retrainOn: [],
  debounceSeconds: 0,
};
