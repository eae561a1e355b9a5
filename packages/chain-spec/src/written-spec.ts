import type {
  ColumnOverride,
  ConditionValue,
  CsvOptions,
  PolicyRule,
  PublishFormat,
  ScheduleSpec,
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
  output?: { rows?: number | null; shardRows?: number; conditions?: Record<string, ConditionValue> };
  checks?: { sampleRows?: number; seed?: number };
  policy?: string | WrittenPolicy;
  publish?: { target?: string | null; format?: PublishFormat };
  schedule?: (ScheduleSpec & { every?: string }) | null;
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
