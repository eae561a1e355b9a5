import { percentileInterval } from '../utility/bootstrap';
import type { DifferenceName } from './differences';

/** Whether synthesis made a difference between groups greater; `unclear` where the interval holds zero. */
export type AmplificationVerdict = 'amplified' | 'reduced' | 'unclear';

export interface GroupDifference {
  name: DifferenceName;
  /** Of real labels, or of the model trained on real rows; then of the synthetic side. */
  real: number | null;
  synthetic: number | null;
  /** 95 % of bootstrap replicates of `synthetic`. */
  interval: [number, number] | null;
  /** synthetic - real, and its 95 % interval over paired replicates. */
  amplification: number | null;
  amplificationInterval: [number, number] | null;
  verdict: AmplificationVerdict | null;
}

/** Puts a difference and its bootstrap replicates ([real, synthetic] each) together. */
export function groupDifference(
  name: DifferenceName,
  [real, synthetic]: readonly [number | null, number | null],
  replicates: readonly (readonly [number | null, number | null])[],
): GroupDifference {
  const none = {
    name,
    real,
    synthetic,
    interval: null,
    amplification: null,
    amplificationInterval: null,
    verdict: null,
  };
  if (real === null || synthetic === null) return none;
  const ofSynthetic: number[] = [];
  const ofBoth: number[] = [];
  for (const [a, b] of replicates) {
    if (a === null || b === null) continue;
    ofSynthetic.push(b);
    ofBoth.push(b - a);
  }
  const amplificationInterval = percentileInterval(ofBoth);
  return {
    name,
    real,
    synthetic,
    interval: percentileInterval(ofSynthetic),
    amplification: synthetic - real,
    amplificationInterval,
    verdict: verdictOf(amplificationInterval),
  };
}

function verdictOf(interval: [number, number] | null): AmplificationVerdict | null {
  if (interval === null) return null;
  if (interval[0] > 0) return 'amplified';
  return interval[1] < 0 ? 'reduced' : 'unclear';
}
