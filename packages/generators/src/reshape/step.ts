import type { ConditionValue, TableSchema } from '@headwater/contracts';
import type { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';

/** What a step restores its columns with: streams of its own, by purpose. */
export interface RestoreContext {
  stream(purpose: string): RandomStream;
  /** Shard number; made identifiers of two shards must differ. */
  shard: number;
}

/**
 * A reversible change of a table's columns, fitted on training rows: it makes a declared rule hold by construction, or
 * turns a column the network could not learn into some that it can. Its plan is plain data, kept in codec.json.
 */
export interface StepKind<Plan extends { kind: string }> {
  kind: Plan['kind'];
  /** The schema after the step. */
  schema(plan: Plan, outer: TableSchema): TableSchema;
  /** Rows of the outer table as rows of the inner one; rows keep their order and number. */
  apply(plan: Plan, frame: Frame): Frame;
  /** The way back. Every restored row keeps what the step promises. */
  restore(plan: Plan, frame: Frame, outer: TableSchema, context: RestoreContext): Frame;
  /**
   * Conditions on outer columns as conditions on inner ones: they may allow more than was asked (the caller checks the
   * restored rows), never less. Those that the step does not touch are handed on.
   * Throws CONDITION_INVALID for one that no row can meet.
   */
  conditions(
    plan: Plan,
    conditions: Readonly<Record<string, ConditionValue>>,
    outer: TableSchema,
  ): Record<string, ConditionValue>;
}
