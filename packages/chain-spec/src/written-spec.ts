import type {
  ApprovalSpec,
  ColumnOverride,
  ConditionValue,
  Constraint,
  CsvOptions,
  FeedbackSpec,
  OverlapPolicy,
  PolicyRule,
  PublishFormat,
  SourceFormat,
} from '@headwater/contracts';

/** chain.yaml as written: what the JSON Schema lets through, before defaults. */
export interface WrittenSpec {
  version?: 1;
  name: string;
  source: WrittenSource;
  schema?: { columns?: Record<string, ColumnOverride> };
  split?: { holdout?: WrittenSource; share?: number; seed?: number };
  generator?: { family?: string; parameters?: Record<string, unknown>; seed?: number };
  constraints?: WrittenConstraint[];
  output?: {
    rows?: number | null;
    shardRows?: number;
    conditions?: Record<string, ConditionValue>;
    temperature?: number;
  };
  checks?: WrittenChecks;
  policy?: string | WrittenPolicy;
  publish?: { target?: string | null; format?: PublishFormat; rowsPerFile?: number };
  approval?: Partial<Omit<ApprovalSpec, 'timeoutSeconds'>> & { timeout?: string };
  feedback?: WrittenFeedback;
  schedule?: WrittenSchedule | null;
}

/** Spans as written: `90m`. */
export interface WrittenSchedule {
  cron?: string;
  every?: string;
  everySeconds?: number;
  offset?: string;
  timezone?: string;
  jitter?: string;
  overlap?: OverlapPolicy;
  catchup?: string;
  pauseOnFailure?: boolean;
  freshWithin?: string;
  startAt?: string;
  endAt?: string;
}

/** A span of time as text: `1h`. */
export interface WrittenFeedback extends Partial<Omit<FeedbackSpec, 'debounceSeconds'>> {
  debounce?: string;
}

export interface WrittenChecks {
  sampleRows?: number;
  seed?: number;
  mostRows?: number;
  protected?: string[];
  /** A class may look like a number or a boolean: 1, true. */
  positive?: string | number | boolean | null;
  segments?: string[];
  shadowModels?: number;
}

/** A rule with the keys of any kind: which belong together is checked when it is built. */
export interface WrittenConstraint {
  kind: Constraint['kind'];
  low?: number | string;
  high?: number | string;
  strict?: boolean;
  column?: string;
  min?: number | string;
  max?: number | string;
  columns?: string[];
  equals?: string;
  repair?: 'drop';
}

export type WrittenSource = string | { path: string; format?: SourceFormat; options?: CsvOptions };

export interface WrittenPolicy {
  name?: string;
  extends?: string;
  rules?: Record<string, WrittenRule>;
}

export type WrittenRule = 'off' | WrittenThresholds;

export interface WrittenThresholds extends Pick<PolicyRule, 'against' | 'useInterval' | 'whenAbsent' | 'warn'> {
  atLeast?: number;
  atMost?: number;
}
