import { HeadwaterError } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import type { Likelihood } from './log-likelihood';
import type { Watcher } from './pace';

export interface QualityRequest extends Watcher {
  /** The real rows the model was trained on. */
  train: Frame;
  /** Real rows the model never saw; may be empty, then nothing that needs them is computed. */
  holdout: Frame;
  synthetic: Frame;
  /** The column to be predicted; measures of utility and fairness are about it. */
  target?: string;
  /** The columns that tell people apart; fairness compares their groups, and those of each pair of them. */
  protected?: readonly string[];
  /** The class of the target that is the favourable outcome; of two classes, the less frequent by default. */
  positive?: string;
  /** Categories or booleans for whose levels fidelity is measured separately, too. */
  segments?: readonly string[];
  /**
   * The real rows of the chain's first generation, which the measures of collapse hold every later one against; the
   * training rows where not given.
   */
  frozen?: Frame;
  /** Log-likelihoods of real rows under the model, where it has them. */
  likelihood?: Likelihood;
  /** Rows of each table that a costly measure reads at most; 1 or more. */
  sampleRows: number;
  /** Same seed, same tables: same scores. */
  seed: number;
}

/** @throws HeadwaterError SPEC_INVALID for a sample size or a seed that is none */
export function requireSampling({ sampleRows, seed }: Pick<QualityRequest, 'sampleRows' | 'seed'>): void {
  const wrong =
    !Number.isFinite(sampleRows) || sampleRows < 1
      ? { where: 'sampleRows', what: `sampleRows is ${sampleRows}`, hint: 'Give a number of rows, 1 or more.' }
      : !Number.isSafeInteger(seed)
        ? { where: 'seed', what: `seed is ${seed}`, hint: 'Give a whole number.' }
        : null;
  if (wrong !== null) throw new HeadwaterError('SPEC_INVALID', wrong.what, { hint: wrong.hint, where: wrong.where });
}
