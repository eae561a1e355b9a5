import type { Data } from 'apache-arrow';
import type { ColumnSchema } from '@headwater/contracts';
import { isNumericType, type Column } from '../frame';
import type { DecimalMark } from '../text/scan-number';
import { CategoricalBuilder } from './categorical-builder';
import { NumericBuilder } from './numeric-builder';

/**
 * Gathers one column of a frame from Arrow arrays or from texts; throws a RangeError naming the column where a value
 * does not fit.
 */
export interface ColumnBuilder {
  append(data: Data): void;
  /** null is missing. */
  appendTexts(texts: readonly (string | null)[]): void;
  /** The rows added since the last call. More may be added after it; they go on with the same, growing dictionary. */
  finish(): Column;
}

/**
 * `mark` is the decimal mark of texts to come. A dictionary that has more than `mostLevels` when the rows are taken is
 * begun anew.
 */
export function columnBuilder(column: ColumnSchema, mark: DecimalMark = '.', mostLevels = Infinity): ColumnBuilder {
  return isNumericType(column.type) ? new NumericBuilder(column, mark) : new CategoricalBuilder(column, mostLevels);
}
