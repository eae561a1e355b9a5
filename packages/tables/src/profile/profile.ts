import type { LogicalType } from '@headwater/contracts';
import type { NumberProfile } from './number-profile';

/** What a long table's profile may hold as an estimate. */
export type Estimated = 'distinct' | 'quantiles' | 'histogram' | 'top';

interface ColumnProfileBase {
  name: string;
  type: LogicalType;
  /** Rows, and how many of them are missing. */
  count: number;
  missing: number;
  /** Different values; missing is none. */
  distinct: number;
  /**
   * What is not exact, if anything: `distinct` is from a sample of the values' hashes, good to about 1 %; `quantiles` and
   * `histogram` are of the table's `sampledRows`; counts in `top` may be too low by a 131,072nd of the present values.
   */
  estimated?: Estimated[];
}

export interface NumericProfile extends ColumnProfileBase, NumberProfile {
  kind: 'numeric';
}

export interface CategoricalProfile extends ColumnProfileBase {
  kind: 'categorical';
  /** The most frequent values, at most 20; equal counts in order of first appearance. */
  top: { value: string; count: number }[];
  /** Share of the present values that are not among them. */
  restShare: number;
  /** Shortest, longest and mean length in UTF-16 units; null where every value is missing. */
  length: { min: number; max: number; mean: number } | null;
}

/** Texts and identifiers: no value of theirs leaves the data. */
export interface TextProfile extends ColumnProfileBase {
  kind: 'text';
  length: CategoricalProfile['length'];
}

export type ColumnProfile = NumericProfile | CategoricalProfile | TextProfile;

/** Numbers of dates are days, of time stamps the unit of their storage, since 1970-01-01. */
export interface TableProfile {
  version: 1;
  rows: number;
  /** Rows drawn at random for the estimates, where the table is too long to do without. */
  sampledRows?: number;
  columns: ColumnProfile[];
}
