import type { Measure } from '@headwater/contracts';
import type { ComparedColumn } from './compared-columns';

/** What decides whether a measure means anything: the training rows and what is declared of them. */
export interface Applicability {
  columns: readonly ComparedColumn[];
  hasTarget: boolean;
  /** Whether outcomes can be compared at all: the target has classes, or one is named as positive. */
  hasOutcome: boolean;
  hasProtected: boolean;
  hasLikelihood: boolean;
  /** Whether an identifier differs in all training rows. */
  hasKey: boolean;
}

const NEEDS_NUMBERS =
  /^(ks_complement|boundary_adherence|range_coverage|tail_coverage|spread_ratio|statistic_similarity_)/;
const NEEDS_LEVELS = /^(tv_complement|category_adherence|category_coverage|entropy_ratio)/;
const NEEDS_TARGET = /^(tstr_|feature_importance_correlation)/;
const NEEDS_OUTCOME =
  /^(label_parity|statistical_parity|equal_opportunity|equalised_odds)_difference|^bias_amplification/;

/**
 * Marks the measures without a score that have no meaning for the table, so that a policy can tell them from those that
 * failed. The synthetic rows have no say in it: what they lack is a failure.
 */
export function markedApplicable(measures: readonly Measure[], facts: Applicability): Measure[] {
  const varying = (kind: ComparedColumn['kind']): boolean => facts.columns.some((c) => c.kind === kind && varies(c));
  const [numbers, levels] = [varying('continuous'), varying('discrete')];
  const means = (name: string): boolean => {
    if (NEEDS_NUMBERS.test(name)) return numbers;
    if (NEEDS_LEVELS.test(name)) return levels;
    if (NEEDS_TARGET.test(name)) return facts.hasTarget;
    if (NEEDS_OUTCOME.test(name)) return facts.hasProtected && facts.hasTarget && facts.hasOutcome;
    if (name === 'representation_distance') return facts.hasProtected;
    if (name === 'log_likelihood') return facts.hasLikelihood;
    if (name === 'key_uniqueness') return facts.hasKey;
    const compared = facts.columns.filter((c) => c.kind !== 'free').length;
    if (name === 'accuracy_bivariate') return compared >= 2;
    if (name === 'accuracy_trivariate') return compared >= 3;
    return true;
  };
  return measures.map((m) => (m.score === null && !means(m.name) ? { ...m, notApplicable: true as const } : m));
}

function varies({ train }: ComparedColumn): boolean {
  return train.some((value) => !Object.is(value, train[0]));
}
