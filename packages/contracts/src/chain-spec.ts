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

export const OVERLAP_POLICIES = [
  'skip',
  'buffer-one',
  'buffer-all',
  'cancel-other',
  'terminate-other',
  'allow-all',
] as const;
/** What becomes of a run that is due while the one before still runs. */
export type OverlapPolicy = (typeof OVERLAP_POLICIES)[number];

export interface ScheduleSpec {
  /** Five-field cron expression. */
  cron?: string;
  /** Seconds between runs. */
  everySeconds?: number;
  /** Seconds after the whole period at which runs start; with `everySeconds`. */
  offsetSeconds?: number;
  timezone?: string;
  /** Runs start up to so many seconds late, by chance, so that chains do not all start at once. */
  jitterSeconds: number;
  overlap: OverlapPolicy;
  /** Runs missed while the server was away are made up when they are no older than this. */
  catchupSeconds: number;
  /** A failed run pauses the schedule. */
  pauseOnFailure: boolean;
  /** A version older than this is stale; absent: never. */
  freshWithinSeconds?: number;
  /** ISO times; nothing starts outside. */
  startAt?: string;
  endAt?: string;
}

/** When the gate waits for a person, and for how long. */
export interface ApprovalSpec {
  /** `warn`: when the verdict is warn. `always`: when it is not block; what blocks cannot be approved. */
  when: 'warn' | 'always';
  /** Whoever asked for the run may not approve it. */
  fourEyes: boolean;
  timeoutSeconds: number;
  onTimeout: 'reject' | 'publish';
}

export const MIXES = ['real', 'accumulate', 'accumulate-budget', 'fresh', 'anchor', 'replace'] as const;
/**
 * What a new generation learns from. `real`: real rows alone. `accumulate`: real rows and those of every accepted
 * generation. `accumulate-budget`: the same, drawn down to a fixed number of rows. `fresh`: the last generation and a
 * share of new real rows. `anchor`: the last generation and a share of the same real rows. `replace`: the last
 * generation alone, for experiments.
 */
export type Mix = (typeof MIXES)[number];

/** How a chain retrains and what it retrains on. */
export interface FeedbackSpec {
  mix: Mix;
  /** Least share of real rows in what is trained on, and most of synthetic ones. */
  realFloor: number;
  syntheticCeiling: number;
  /** Retraining waits for real rows that are new after so many generations without. */
  mostGenerations: number;
  /** With `accumulate-budget`: rows trained on; null: as many as there are real ones. */
  budgetRows: number | null;
  /** With `fresh` and `anchor`. */
  realShare: number;
  /** Synthetic rows are checked before they are trained on. */
  verify: boolean;
  /** What asks for a new generation. */
  retrainOn: ('drift' | 'quality' | 'utility' | 'feedback' | 'schedule')[];
  /** A new generation waits so long for further reasons; another reason does not start the wait anew. */
  debounceSeconds: number;
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
    /** Shards are gathered into files of about so many rows; absent: a million. */
    rowsPerFile?: number;
  };
  schedule: ScheduleSpec | null;
  /** Absent: the gate decides alone. */
  approval?: ApprovalSpec;
  /** Absent: every run learns from the real rows alone. */
  feedback?: FeedbackSpec;
}
