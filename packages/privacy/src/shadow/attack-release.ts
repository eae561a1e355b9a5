import type { Measure } from '@headwater/contracts';
import { measured, notComputed } from '@headwater/quality';
import { rocArea } from '../attacks/roc';
import { SHADOW_MEASURES } from './shadow-measures';

const FEWEST_ROWS = 10;

/**
 * Targets told apart by the released rows: `scores` are of them, calibrated by the shadow models, and `members` says
 * which targets the chain's model was trained on.
 */
export function attackRelease(scores: Float64Array, members: Uint8Array, since: number): Measure {
  const inside = scores.filter((_, t) => members[t] === 1);
  const outside = scores.filter((_, t) => members[t] === 0);
  if (Math.min(inside.length, outside.length) < FEWEST_ROWS) {
    const reason = `it needs ${FEWEST_ROWS} training and as many held-out rows among the targets, and has ${inside.length} and ${outside.length}`;
    return notComputed(SHADOW_MEASURES.ofRelease, reason, since);
  }
  const { area, interval } = rocArea(inside, outside);
  return measured(SHADOW_MEASURES.ofRelease, { score: area, reference: 0.5, interval }, since);
}
