/**
 * What lies behind the measures of a check, for a reader who wants more than a number. Aggregates only: no row and no
 * single value of a real table is here.
 */

/** A score of one column, or of one part of the rows, beside what real rows score. */
export interface PartScore {
  score: number | null;
  reference: number | null;
}

/** Single-column measures of one column: `ks_complement`, `range_coverage`, `missing_value_similarity` … */
export interface ColumnScores {
  column: string;
  measures: Record<string, PartScore>;
}

/** Bins of one axis of a pair: numbers and times by edges (one more than bins), levels by label. */
export type PairAxis =
  | { kind: 'edges'; column: string; edges: number[]; temporal?: 'date' | 'timestamp' }
  | { kind: 'labels'; column: string; labels: string[] };

/** Two columns on one grid, real against synthetic. */
export interface PairPlot {
  score: number;
  x: PairAxis;
  y: PairAxis;
  /** Shares of all rows, row by row of the grid: y outer, x inner. Cells of fewer than five real rows count as none. */
  real: number[];
  synthetic: number[];
}

/** All columns in two dimensions: the first two principal components of real rows. */
export interface Projection {
  /** Share of the variance of real rows that each component holds. */
  explained: [number, number];
  /** Edges of square cells, one more than cells, of the first and the second component. */
  xEdges: number[];
  yEdges: number[];
  /** Shares of rows, y outer, x inner; cells of fewer than five real rows count as none in `real`. */
  real: number[];
  synthetic: number[];
  /** Rows of each table that were projected. */
  rows: number;
}

/** How much a column helps to tell synthetic from real rows: the AUC that is lost when it is shuffled. */
export interface Telltale {
  column: string;
  importance: number;
}

/** The same measures for the rows of one level of a column. */
export interface SegmentScores {
  /** The column that was declared as a segment, and one of its levels. */
  column: string;
  level: string;
  rows: { train: number; holdout: number; synthetic: number };
  measures: Record<string, PartScore>;
  /** Why there are no measures: too few rows on a side. */
  reason?: string;
}

export type LearnerName = 'boosted_trees' | 'linear' | 'network';

/** How well one class is told from all others. */
export interface OneClassScores {
  auc: number | null;
  averagePrecision: number | null;
  /** Of the rows the model gives this class, and of the rows that have it; 0 where there are none, as scikit-learn. */
  precision: number;
  recall: number;
  f1: number;
}

export interface ClassScores {
  /** Of the minority class where there are two, the mean over classes (one against the rest) where there are more. */
  auc: number | null;
  averagePrecision: number | null;
  /** Of the minority class; a row has the class of highest probability, which is 0.5 or more where there are two. */
  minorityF1: number;
  accuracy: number;
  logLoss: number;
  classes: OneClassScores[];
}

export interface NumberScores {
  /** 1 - squared error over that of the mean; null where the true numbers are constant. */
  r2: number | null;
  rmse: number;
  /** Mean absolute error. */
  mae: number;
}

export type TaskScores = ({ kind: 'classes' } & ClassScores) | ({ kind: 'numbers' } & NumberScores);

/** One learner, trained on real rows and on as many synthetic ones, both tested on the held-out rows. */
export interface LearnerComparison {
  learner: LearnerName;
  real: TaskScores;
  synthetic: TaskScores;
  /** AUC (its mean over classes where there are more than two) or R². */
  headline: { real: number | null; synthetic: number | null; interval: [number, number] | null };
  /** What training on synthetic rows loses: the headline of real minus that of synthetic; the interval is of pairs. */
  gap: { score: number | null; interval: [number, number] | null };
}

/** How much the headline (AUC, R²) falls when one column's held-out values are shuffled, for the model of each side. */
export interface FeatureImportance {
  feature: string;
  real: number;
  synthetic: number;
}

/** Train on synthetic, test on real. */
export interface UtilityTables {
  kind: 'binary' | 'multiclass' | 'regression' | null;
  /** Rows learnt from (equally many real and synthetic ones) and rows tested on. */
  rows: { learnt: number; tested: number };
  /** Names of the classes, most frequent first, in the order of each learner's `classes`; none for numbers. */
  classes: string[];
  learners: LearnerComparison[];
  /** Of the boosted trees, most important to the model of real rows first. */
  importances: FeatureImportance[];
}

/** Shares of groups of people. */
export interface Representation {
  /** Share of each group. */
  shares: { train: number[]; holdout: number[]; synthetic: number[] };
  /** Total variation distance of the synthetic shares from those of the training rows. */
  distance: number;
  /** 95 % over resampled synthetic rows. */
  interval: [number, number] | null;
  /** The same of the held-out rows: what sampling alone gives; null without any. */
  reference: number | null;
}

export type DifferenceName =
  | 'label_parity_difference'
  | 'statistical_parity_difference'
  | 'equal_opportunity_difference'
  | 'equalised_odds_difference';

/** Whether synthesis made a difference between groups greater; `unclear` where the interval holds zero. */
export type AmplificationVerdict = 'amplified' | 'reduced' | 'unclear';

export interface GroupDifference {
  name: DifferenceName;
  /** Of real labels, or of the model trained on real rows; then of the synthetic side. */
  real: number | null;
  synthetic: number | null;
  /** 95 % of bootstrap replicates of `synthetic`. */
  interval: [number, number] | null;
  /** synthetic - real, and its interval over paired replicates; those of all groupings and differences hold together (95 %). */
  amplification: number | null;
  amplificationInterval: [number, number] | null;
  verdict: AmplificationVerdict | null;
}

/** One model on the held-out rows of one group. */
export interface GroupModelScores {
  /** Share of rows decided positive, of all, of the positive and of the negative ones; null where there are none. */
  selectionRate: number | null;
  truePositiveRate: number | null;
  falsePositiveRate: number | null;
  auc: number | null;
  /** DeLong's 95 %. */
  aucInterval: [number, number] | null;
  /** Mean probability of a positive label that the model gives; calibrated if it is the group's share of positives. */
  meanProbability: number | null;
  /** Expected calibration error over ten bins of equal width (Naeini, Cooper and Hauskrecht 2015). */
  calibrationError: number | null;
}

/** What the labels and the models do to the groups of one grouping. */
export interface GroupingOutcome {
  differences: GroupDifference[];
  /** By group. */
  groups: {
    heldOutRows: number;
    /** Share of positive labels, null without rows: of the real and synthetic rows learnt from, of the held-out rows. */
    labelRate: { real: number | null; synthetic: number | null; holdout: number | null };
    models: { real: GroupModelScores; synthetic: GroupModelScores };
  }[];
}

/** One protected attribute, or a pair. */
export interface FairnessGrouping {
  attributes: string[];
  groups: string[];
  representation: Representation | null;
  /** null where the target allows none; the measures say why. */
  outcome: GroupingOutcome | null;
}

export interface FairnessTables {
  /** The class of the target that counts as positive; null where there is none. */
  positive: string | null;
  groupings: FairnessGrouping[];
}

/** One generation's measures, as its check stored them. */
export interface GenerationMeasures {
  generation: number;
  measures: readonly { name: string; score: number | null; better: 'higher' | 'lower' }[];
}

/** In the order in which collapse shows: what goes first warns earliest. */
export type CollapseStage = 'tails' | 'coverage' | 'spread' | 'likelihood' | 'marginals';

/** What becomes of a chain's measures over its generations. */
export interface CollapseWarning {
  /**
   * `unknown`: fewer than three generations with scores; `stable`: nothing worsens; `early`: tails or rare categories
   * do, nothing else; `collapsing`: something that comes later does.
   */
  verdict: 'unknown' | 'stable' | 'early' | 'collapsing';
  /** The earliest and the latest stage in which something worsens. */
  first: CollapseStage | null;
  latest: CollapseStage | null;
  /** Every measure followed, in order of stages. */
  signals: CollapseSignal[];
}

export interface CollapseSignal {
  measure: string;
  stage: CollapseStage;
  /** Its interval is of the confidence that the stage needs, 95 % for the stage's measures together. */
  trend: GenerationTrend;
  /** Its interval lies on the wrong side of 0, and the loss does not come to an end near by. */
  worsening: boolean;
}

/** A straight line through a measure's scores over generations. */
export interface GenerationTrend {
  /** Change of the score per generation. */
  slope: number;
  /** Of the slope, by Student's t with two degrees of freedom less than points; null with fewer than three points. */
  interval: [number, number] | null;
  /** The line's score at the first generation. */
  start: number;
  points: number;
}
