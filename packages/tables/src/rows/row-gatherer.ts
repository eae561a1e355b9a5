import type { TableSchema } from '@headwater/contracts';
import { columnBuilder } from '../arrow/column-builder';
import type { Frame } from '../frame';
import { gatheredColumn } from './gathered-column';

/**
 * One frame out of rows of many, whatever their dictionaries. Its own hold the levels that its rows have, in the order
 * in which they have them.
 */
export class RowGatherer {
  rows = 0;
  private readonly columns;

  /** `mostRows` is how many there is room for. */
  constructor(
    private readonly schema: TableSchema,
    mostRows: number,
  ) {
    this.columns = schema.columns.map((column) => gatheredColumn(columnBuilder(column).finish(), mostRows));
  }

  /** Appends the frame's rows at `places`. */
  add(frame: Frame, places: Uint32Array): void {
    this.columns.forEach((column, j) => column.add(frame.columns[j]!, places));
    this.rows += places.length;
  }

  finish(): Frame {
    return { schema: this.schema, rows: this.rows, columns: this.columns.map((column) => column.finish()) };
  }
}

/** 0 … rows - 1. */
export function everyPlace(rows: number): Uint32Array {
  const places = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) places[i] = i;
  return places;
}
