import type { Constraint } from './constraints';
import type { ColumnRole, LogicalType } from './table-schema';

export type SourceFormat = 'csv' | 'parquet' | 'arrow' | 'jsonl';
export type PublishFormat = 'parquet' | 'arrow' | 'csv';

/** How a CSV file is written. What is not given is sniffed from the first part of the file. */
export interface CsvOptions {
  delimiter?: string;
  quote?: string;
  /** utf-8, utf-16, latin-1 */
  encoding?: string;
  header?: boolean;
  /** The decimal mark, `.` or `,`. */
  decimal?: string;
  /** Texts that mean "missing"; the empty field always does. */
  nullValues?: string[];
}

export interface SourceSpec {
  /** A path (absolute once loaded; relative ones start from the chain file's folder) or a URI: file:, s3:. */
  path: string;
  format?: SourceFormat;
  options: CsvOptions;
}

export interface ColumnOverride {
  type?: LogicalType;
  role?: ColumnRole;
}

export type SplitSpec = { holdout: SourceSpec } | { share: number; seed: number };

/** One value; null is missing. */
export type ConditionScalar = string | number | boolean | null;

/** Numbers, dates or time stamps from `min` to `max`, both included; one of the two may be left out. */
export interface ConditionRange {
  min?: number | string;
  max?: number | string;
}

/** One of several values, in the proportions the model gives them. */
export interface ConditionChoice {
  in: ConditionScalar[];
}

/** Values in proportions that are asked for: rebalancing. Shares are relative; a value left out is not drawn. */
export interface ConditionShares {
  shares: Record<string, number>;
}

/** A condition on one column of the generated rows: a value it must have, a range, a choice, or proportions. */
export type ConditionValue = ConditionScalar | ConditionRange | ConditionChoice | ConditionShares;

export type Comparison = '>=' | '<=';

/**
 * One line of a gate: the measure must reach `pass` to pass, `warn` to warn; what misses both blocks.
 * A measure that could not be computed blocks.
 */
export interface PolicyRule {
  /** A measure's name. `column_shapes@income` is of the worst level of a segment, `column_shapes@*` of every segment. */
  measure: string;
  comparison: Comparison;
  pass: number;
  warn?: number;
  /**
   * What is held against the thresholds. `absolute`, the default: the score. `reference`: `score - reference`, real rows
   * set the zero. `ceiling`: `score / reference`, the share reached of what sampling noise lets real rows reach.
   */
  against?: 'absolute' | 'reference' | 'ceiling';
  /**
   * Judge the bound of the 95 % interval that favours passing, so that sampling noise alone never blocks. Without an
   * interval the score itself is judged.
   */
  useInterval?: boolean;
  /**
   * What becomes of a rule whose measure has no score. `block`, the default: it blocks. `skip-if-not-applicable`: it is
   * left out where the measure says that it means nothing for this table (no identifiers, no identifier_reuse); one that
   * failed or was not reported blocks. `skip`: it is left out whatever the cause.
   */
  whenAbsent?: 'block' | 'skip-if-not-applicable' | 'skip';
}

export interface PolicySpec {
  /** A shipped policy's name, or `custom`. */
  name: string;
  /** Of a shipped policy: the edition of its rules; raised whenever one of them changes. */
  version?: number;
  rules: PolicyRule[];
}

export interface ScheduleSpec {
  /** Five-field cron expression. */
  cron?: string;
  /** Seconds between runs. */
  everySeconds?: number;
  timezone?: string;
}

/** How the check stages measure. */
export interface ChecksSpec {
  /** Most rows a costly measure looks at, per table. */
  sampleRows: number;
  seed: number;
  /** Rows of each table that are judged at most; of longer tables as many are drawn by the seed. */
  mostRows: number;
  /** Attributes that tell people apart: fairness compares their groups. */
  protected: string[];
  /** The class of the target that is the favourable outcome; null: of two classes, the less frequent. */
  positive: string | null;
  /** Columns for whose levels the fidelity measures are taken separately, too. */
  segments: string[];
  /** Models trained beside the chain's own to attack it with; 0: none. Costs so many trainings. */
  shadowModels: number;
}

/** chain.yaml after parsing, validation and defaults: nothing is optional that a stage needs. */
export interface ChainSpec {
  version: 1;
  name: string;
  source: SourceSpec;
  schema: { columns: Record<string, ColumnOverride> };
  split: SplitSpec;
  generator: { family: string; parameters: Record<string, unknown>; seed: number };
  /** Rules that every generated row keeps; absent: none. */
  constraints?: Constraint[];
  output: {
    /** Rows to generate; null means as many as the training split has. */
    rows: number | null;
    shardRows: number;
    conditions: Record<string, ConditionValue>;
    /** 1 draws from the distribution that was learnt. */
    temperature: number;
  };
  checks: ChecksSpec;
  policy: PolicySpec;
  publish: {
    /** A folder path or URI. Empty means the state folder's `published`. */
    target: string | null;
    format: PublishFormat;
  };
  schedule: ScheduleSpec | null;
}
