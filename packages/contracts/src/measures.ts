import type { ArtifactRef } from './artifacts';
import type {
  ColumnScores,
  FairnessTables,
  PairPlot,
  Projection,
  SegmentScores,
  Telltale,
  UtilityTables,
} from './evidence-tables';

/** What a measure is about; run cards group by it. */
export const MEASURE_FAMILIES = [
  'fidelity',
  'utility',
  'fairness',
  'collapse',
  'distance',
  'attack',
  'disclosure',
] as const;
export type MeasureFamily = (typeof MEASURE_FAMILIES)[number];

/** One number a check produced, with what it is to be held against. */
export interface Measure {
  /**
   * Snake-case, the field's own term: column_shapes, column_pair_trends, two_sample_auc, share_closer_to_train …
   * `column_shapes@income` is the score of the level of the declared segment `income` that scores worst.
   */
  name: string;
  family?: MeasureFamily;
  /** null when it could not be computed; `reason` then says why. */
  score: number | null;
  /** Which way is better. */
  better: 'higher' | 'lower';
  /** What real rows score on the same measure, where that was computed (holdout against train, say). */
  reference: number | null;
  /** 95 % interval of the score from sampling, where known. */
  interval: [number, number] | null;
  seconds: number;
  reason?: string;
  /**
   * Without a score because it means nothing for this table (no identifiers, no target, nothing declared), not because it
   * failed. Policies may leave such a measure out; one that failed they may not.
   */
  notApplicable?: true;
  /** Of an attack: how often it succeeded on training rows, on unseen rows, and by guessing alone. */
  rates?: { attack: number; control: number; naive: number };
  /** One plain sentence for a reader who does not know the measure. */
  meaning: string;
}

/** One column, real against synthetic: all a plot needs, no individual's value. */
export interface ColumnComparison {
  name: string;
  type: string;
  /** Column shape score (KSComplement or TVComplement), null when not computed. */
  score: number | null;
  /** Share of missing values. */
  missing: { real: number; synthetic: number };
  plot:
    | { kind: 'histogram'; edges: number[]; real: number[]; synthetic: number[]; temporal?: 'date' | 'timestamp' }
    | { kind: 'bars'; labels: string[]; real: number[]; synthetic: number[]; others: number };
}

export interface PairScore {
  a: string;
  b: string;
  score: number;
}

/** What a check stage stores: measures and the evidence behind them. */
export interface Evidence {
  version: 1;
  stage: 'privacy' | 'quality';
  rows: { train: number; holdout: number; synthetic: number };
  measures: Measure[];
  columns: ColumnComparison[];
  /** The worst pairs, worst first, at most 30. */
  pairs: PairScore[];
  /** Distance histograms (shares per bin), where the stage computed distances. */
  distances?: { edges: number[]; syntheticToTrain: number[]; syntheticToHoldout: number[] };
  columnScores?: ColumnScores[];
  /** The worst pairs on a grid, worst first. */
  pairPlots?: PairPlot[];
  projection?: Projection;
  /** What gives the synthetic rows away, most telling first. */
  telltales?: Telltale[];
  segments?: SegmentScores[];
  utility?: UtilityTables;
  fairness?: FairnessTables;
  /** Anything a reader should know: sampling that was applied, pairs left out. */
  notes: string[];
}

export type Verdict = 'pass' | 'warn' | 'block';

export interface RuleVerdict {
  measure: string;
  verdict: Verdict;
  score: number | null;
  /** The rule as text: ">= 0.9 (warn >= 0.8)". */
  rule: string;
  stage: 'privacy' | 'quality';
  reason?: string;
}

/** The gate's answer. `verdict` is the worst of its rules. */
export interface GateDecision {
  verdict: Verdict;
  policy: string;
  /** Of a shipped policy: which edition of its rules. */
  policyVersion?: number;
  rules: RuleVerdict[];
  /** The evidence the decision was made on. */
  evidence: ArtifactRef[];
}
