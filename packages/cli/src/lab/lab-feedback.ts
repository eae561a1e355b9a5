import { SPEC_DEFAULTS } from '@headwater/chain-spec';
import type { FeedbackSpec } from '@headwater/contracts';

/**
 * The feedback policy of the protocol `default`: what a chain file that says nothing gets, but without its limit on
 * generations without fresh rows. After it a chain learns from real rows alone, and there would be nothing to see.
 */
export function labFeedback(generations: number): FeedbackSpec {
  const { mostGenerations, retrainOn, ...defaults } = SPEC_DEFAULTS.feedback;
  return {
    ...defaults,
    mostGenerations: Math.max(mostGenerations, generations),
    budgetRows: null,
    retrainOn: [...retrainOn],
  };
}
