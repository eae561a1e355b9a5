import type { Trio } from '@headwater/quality';

/**
 * One condition on a cell, by its column's codes: that it lies from `from` to `to`, or with `not` that it is present and
 * lies elsewhere. Missing has code -1, so that a condition on it is one like any other.
 */
export interface Condition {
  column: number;
  from: number;
  to: number;
  not?: true;
}

/** All of the conditions together. */
export type Predicate = readonly Condition[];

/** Operators as Anonymeter writes them, and two for missing cells, which it cannot ask for. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'missing' | 'present';

/** The condition that a cell compares so to the value with this code. Only `missing` holds for missing cells. */
export function condition(column: number, operator: Operator, code: number): Condition {
  switch (operator) {
    case '=':
      return { column, from: code, to: code };
    case '!=':
      return { column, from: code, to: code, not: true };
    case '<':
      return { column, from: 0, to: code - 1 };
    case '<=':
      return { column, from: 0, to: code };
    case '>':
      return { column, from: code + 1, to: Infinity };
    case '>=':
      return { column, from: code, to: Infinity };
    case 'missing':
      return { column, from: -1, to: -1 };
    case 'present':
      return { column, from: 0, to: Infinity };
  }
}

/** The same text for the same predicate, whatever the order of its conditions. */
export function predicateKey(predicate: Predicate): string {
  return predicate
    .map(({ column, from, to, not }) => `${column}${not === true ? '!' : ''}${from}-${to}`)
    .sort()
    .join('&');
}

/** Some rows of a table by the codes of their cells, column by column, so that conditions are quick to check. */
export class CodedRows {
  readonly columns: readonly Int32Array[];

  constructor(
    columns: readonly Trio<Int32Array>[],
    side: keyof Trio<unknown>,
    readonly rows: Uint32Array,
  ) {
    this.columns = columns.map((column) => Int32Array.from(rows, (row) => column[side][row] as number));
  }

  /** How many rows the predicate holds for. */
  count(predicate: Predicate): number {
    let count = 0;
    for (let i = 0; i < this.rows.length; i++) if (this.holds(predicate, i)) count++;
    return count;
  }

  /** The place of the one row that the predicate holds for; null if it holds for none or for several. */
  isolated(predicate: Predicate): number | null {
    let found: number | null = null;
    for (let i = 0; i < this.rows.length; i++) {
      if (!this.holds(predicate, i)) continue;
      if (found !== null) return null;
      found = i;
    }
    return found;
  }

  private holds(predicate: Predicate, i: number): boolean {
    for (const { column, from, to, not } of predicate) {
      const code = this.columns[column]?.[i] as number;
      const within = code >= from && code <= to;
      if (not === true ? within || code < 0 : !within) return false;
    }
    return true;
  }
}
