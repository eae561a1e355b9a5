import type { ScorePair } from '../column-scores';
import type { ContinuousColumn, DiscreteColumn, Trio } from '../compared-columns';
import { contingencySimilarity, contingencyTable, cramersV, type Coded } from './contingency-table';
import { correlationSimilarity, isConstant, pearson } from './correlation-similarity';
import { equalWidthBins, TOP_BIN } from './equal-width-bins';

/** Pairs that the real rows relate no more than this say nothing about trends: the report's default thresholds. */
const CORRELATION_ABOVE = 0.5;
const ASSOCIATION_ABOVE = 0.3;

export type TrendColumn = ContinuousColumn | DiscreteColumn;

/** Scores of pairs of columns; keeps what it derives from single columns for the next pair. */
export class PairTrends {
  private readonly coded = new Map<TrendColumn, Trio<Coded> | null>();
  private readonly constant = new Map<ContinuousColumn, Trio<boolean>>();

  /**
   * How alike the two columns go together in real and synthetic rows, by SDMetrics 0.32's Column Pair Trends: two
   * continuous columns by CorrelationSimilarity, others by ContingencySimilarity, continuous ones in bins. null if the
   * pair does not contribute: the training rows relate the two too weakly, or not at all.
   */
  score(a: TrendColumn, b: TrendColumn): ScorePair | null {
    return a.kind === 'continuous' && b.kind === 'continuous' ? this.correlated(a, b) : this.contingent(a, b);
  }

  private correlated(a: ContinuousColumn, b: ContinuousColumn): ScorePair | null {
    const constantA = this.constantOf(a);
    const constantB = this.constantOf(b);
    if (constantA.train || constantB.train) return null;
    const real = pearson(a.train, b.train);
    if (real === null || Math.abs(real) <= CORRELATION_ABOVE) return null;
    const against = (side: 'synthetic' | 'holdout'): number | null => {
      const other = constantA[side] || constantB[side] ? null : pearson(a[side], b[side]);
      return other === null ? null : correlationSimilarity(real, other);
    };
    return { synthetic: against('synthetic'), holdout: against('holdout') };
  }

  private contingent(a: TrendColumn, b: TrendColumn): ScorePair | null {
    const codedA = this.codedOf(a);
    const codedB = this.codedOf(b);
    if (codedA === null || codedB === null) return null;
    const real = contingencyTable(codedA.train, codedB.train);
    const association = cramersV(real);
    if (association === null || association <= ASSOCIATION_ABOVE) return null;
    const against = (side: 'synthetic' | 'holdout'): number | null =>
      contingencySimilarity(real, contingencyTable(codedA[side], codedB[side]));
    return { synthetic: against('synthetic'), holdout: against('holdout') };
  }

  private constantOf(column: ContinuousColumn): Trio<boolean> {
    let found = this.constant.get(column);
    if (found === undefined) {
      found = {
        train: isConstant(column.train),
        holdout: isConstant(column.holdout),
        synthetic: isConstant(column.synthetic),
      };
      this.constant.set(column, found);
    }
    return found;
  }

  private codedOf(column: TrendColumn): Trio<Coded> | null {
    let found = this.coded.get(column);
    if (found === undefined) {
      found = code(column);
      this.coded.set(column, found);
    }
    return found;
  }
}

function code(column: TrendColumn): Trio<Coded> | null {
  if (column.kind === 'discrete') {
    const levels = column.levels.length;
    const of = (codes: Int32Array): Coded => ({ codes, levels });
    return { train: of(column.train), holdout: of(column.holdout), synthetic: of(column.synthetic) };
  }
  const of = (values: Float64Array): Coded | null => {
    const codes = equalWidthBins(values, column.schema);
    return codes && { codes, levels: TOP_BIN + 1 };
  };
  const train = of(column.train);
  const holdout = of(column.holdout);
  const synthetic = of(column.synthetic);
  return train && holdout && synthetic && { train, holdout, synthetic };
}
