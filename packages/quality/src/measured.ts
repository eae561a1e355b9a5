import type { Measure } from '@headwater/contracts';

/** What is always true of a measure, whatever it scores. */
export type MeasureDefinition = Pick<Measure, 'name' | 'family' | 'better' | 'meaning'>;

/** What one computation found. */
export interface Outcome {
  score: number;
  reference?: number | null;
  interval?: [number, number];
}

/** The finished measure; `since` is the performance.now() at which its computation began. */
export function measured(definition: MeasureDefinition, outcome: Outcome, since: number): Measure {
  const { score, reference = null, interval = null } = outcome;
  return { ...definition, score, reference, interval, seconds: secondsSince(since) };
}

/** The measure when there is nothing to compute it from. */
export function notComputed(definition: MeasureDefinition, reason: string, since: number): Measure {
  return { ...definition, score: null, reference: null, interval: null, seconds: secondsSince(since), reason };
}

/** The measure where it has no meaning for the training rows or for what is declared of them: it has not failed. */
export function notApplicable(definition: MeasureDefinition, reason: string, since: number): Measure {
  return { ...notComputed(definition, reason, since), notApplicable: true };
}

function secondsSince(since: number): number {
  return (performance.now() - since) / 1000;
}
