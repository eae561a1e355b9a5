import type { Measure } from '@headwater/contracts';
import { measured, notComputed, type MeasureDefinition } from './measured';

/** Log-likelihoods in nats under the model, one a row. */
export interface Likelihood {
  train: Float64Array;
  holdout: Float64Array;
}

const DEFINITION: MeasureDefinition = {
  name: 'log_likelihood',
  family: 'fidelity',
  better: 'higher',
  meaning:
    'How probable the model holds real rows it never saw, as the mean logarithm in nats a row. The reference is the same of the rows it learnt from: what unseen rows fall below it is learnt by heart.',
};

const Z_95 = 1.959963984540054;

/**
 * Mean log-likelihood of the held-out rows beside that of the training rows. The interval is of the difference of the
 * two, laid around the score: 1.96 standard errors of both means together. A row that the model holds impossible
 * (-Infinity) counts as much as the least probable one of both tables: the true mean would be -Infinity, and a model
 * that rules out more real rows never scores better for it. A note says how many there are.
 */
export function logLikelihood(likelihood: Likelihood | undefined): { measure: Measure; notes: string[] } {
  const since = performance.now();
  const none = (reason: string): ReturnType<typeof logLikelihood> => ({
    measure: notComputed(DEFINITION, reason, since),
    notes: [],
  });
  if (likelihood === undefined) return none('the model has no exact likelihood');
  const { train, holdout } = likelihood;
  if (holdout.length === 0) return none('there are no held-out rows');
  if (train.some(isNoLogarithm) || holdout.some(isNoLogarithm)) return none('the model gave rows no likelihood');
  const least = Math.min(leastFinite(train), leastFinite(holdout));
  if (least === Infinity) return none('the model holds every real row impossible');
  const unseen = meanOf(holdout, least);
  const seen = train.length === 0 ? null : meanOf(train, least);
  const margin = Z_95 * Math.sqrt(unseen.variance + (seen?.variance ?? 0));
  const outcome = {
    score: unseen.mean,
    reference: seen?.mean ?? null,
    ...(Number.isFinite(margin) && { interval: [unseen.mean - margin, unseen.mean + margin] as [number, number] }),
  };
  const impossible = `${unseen.impossible} held-out and ${seen?.impossible ?? 0} training rows`;
  const note = `log_likelihood: the model holds ${impossible} impossible; they count as the least probable row.`;
  return {
    measure: measured(DEFINITION, outcome, since),
    notes: unseen.impossible + (seen?.impossible ?? 0) > 0 ? [note] : [],
  };
}

/** NaN, or a probability above every number: nothing that a model's likelihood can be. */
function isNoLogarithm(value: number): boolean {
  return Number.isNaN(value) || value === Infinity;
}

function leastFinite(values: Float64Array): number {
  return values.reduce((least, v) => (v !== -Infinity && v < least ? v : least), Infinity);
}

/** The mean and the variance of it (NaN of a single value), none of the values below `least`. */
function meanOf(values: Float64Array, least: number): { mean: number; variance: number; impossible: number } {
  const known = values.map((v) => Math.max(v, least));
  const mean = known.reduce((sum, v) => sum + v, 0) / known.length;
  const squares = known.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  const impossible = values.reduce((count, v) => count + (v === -Infinity ? 1 : 0), 0);
  return { mean, variance: squares / (known.length - 1) / known.length, impossible };
}
