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
  measure: string;
  comparison: Comparison;
  pass: number;
  warn?: number;
  /** `reference` holds `score - reference` against the thresholds: real rows set the zero. Default `absolute`. */
  against?: 'absolute' | 'reference';
  /**
   * Judge the bound of the 95 % interval that favours passing, so that sampling noise alone never blocks. Without an
   * interval the score itself is judged.
   */
  useInterval?: boolean;
  /**
   * `skip`: the rule is left out where its measure was not reported or has no score (a table without identifiers has no
   * identifier_reuse, one without related columns no column_pair_trends). Default `block`.
   */
  whenAbsent?: 'block' | 'skip';
}

export interface PolicySpec {
  /** A shipped policy's name, or `custom`. */
  name: string;
  rules: PolicyRule[];
}

export interface ScheduleSpec {
  /** Five-field cron expression. */
  cron?: string;
  /** Seconds between runs. */
  everySeconds?: number;
  timezone?: string;
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
  checks: {
    /** Most rows a sampled measure looks at, per table. */
    sampleRows: number;
    seed: number;
  };
  policy: PolicySpec;
  publish: {
    /** A folder path or URI. Empty means the state folder's `published`. */
    target: string | null;
    format: PublishFormat;
  };
  schedule: ScheduleSpec | null;
}
