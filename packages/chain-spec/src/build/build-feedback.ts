import type { FeedbackSpec } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import type { Findings } from '../findings';
import type { WrittenFeedback } from '../written-spec';
import { secondsOf } from './duration';

/** How the chain retrains and what it retrains on. The floor and the ceiling of `replace` are none: it is an experiment. */
export function buildFeedback(written: WrittenFeedback, findings: Findings): FeedbackSpec {
  const defaults = SPEC_DEFAULTS.feedback;
  const mix = written.mix ?? defaults.mix;
  const bounds = mix === 'replace' ? { realFloor: 0, syntheticCeiling: 1, mostGenerations: MOST_REPLACED } : defaults;
  const realFloor = written.realFloor ?? bounds.realFloor;
  const feedback: FeedbackSpec = {
    mix,
    realFloor,
    syntheticCeiling: written.syntheticCeiling ?? Math.min(bounds.syntheticCeiling, rounded(1 - realFloor)),
    mostGenerations: written.mostGenerations ?? bounds.mostGenerations,
    budgetRows: written.budgetRows ?? null,
    realShare: written.realShare ?? Math.max(defaults.realShare, realFloor),
    verify: written.verify ?? defaults.verify,
    retrainOn: written.retrainOn ?? [...defaults.retrainOn],
    debounceSeconds: written.debounce === undefined ? defaults.debounceSeconds : secondsOf(written.debounce),
  };
  checkBounds(feedback, written, findings);
  return feedback;
}

/** The verdict ends an experiment, not a count. */
const MOST_REPLACED = 1000;

function checkBounds(feedback: FeedbackSpec, written: WrittenFeedback, findings: Findings): void {
  const { mix, realFloor, syntheticCeiling, realShare } = feedback;
  if (mix === 'replace') {
    if (realFloor > 0 || syntheticCeiling < 1)
      findings.problem(
        ['feedback', 'mix'],
        '`feedback.mix: replace` learns from synthetic rows alone, which the floor or ceiling forbids',
        {
          hint: 'Leave `realFloor` and `syntheticCeiling` out, or choose another mix.',
        },
      );
    findings.warn(
      ['feedback', 'mix'],
      '`replace` is for experiments: models that learn from the last one alone collapse',
    );
  }
  const shared = mix === 'fresh' || mix === 'anchor';
  if (shared && realShare < realFloor)
    findings.problem(
      ['feedback', 'realShare'],
      `\`feedback.realShare\` ${realShare} is below \`realFloor\` ${realFloor}`,
      {
        hint: 'Raise the share or lower the floor.',
      },
    );
  if (!shared && written.realShare !== undefined)
    findings.warn(
      ['feedback', 'realShare'],
      `\`feedback.realShare\` is for the mixes fresh and anchor, not for ${mix}`,
    );
  if (mix !== 'accumulate-budget' && (written.budgetRows ?? null) !== null)
    findings.warn(
      ['feedback', 'budgetRows'],
      `\`feedback.budgetRows\` is for the mix accumulate-budget, not for ${mix}`,
    );
}

/** 1 - 0.9 is 0.1. */
function rounded(value: number): number {
  return Number(value.toFixed(12));
}
