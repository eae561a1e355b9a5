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
  finish(): Column;
}

/** `mark` is the decimal mark of texts to come. */
export function columnBuilder(column: ColumnSchema, mark: DecimalMark = '.'): ColumnBuilder {
  return isNumericType(column.type) ? new NumericBuilder(column, mark) : new CategoricalBuilder(column);
}
