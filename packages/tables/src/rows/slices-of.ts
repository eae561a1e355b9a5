import type { Column, Frame } from '../frame';
import { MOST_FRAME_ROWS } from './row-source';

/** The frame cut into frames of at most 65,536 rows, which look into its arrays and share its dictionaries. */
export function* slicesOf(frame: Frame): Generator<Frame> {
  if (frame.rows <= MOST_FRAME_ROWS) {
    if (frame.rows > 0) yield frame;
    return;
  }
  for (let start = 0; start < frame.rows; start += MOST_FRAME_ROWS) {
    const end = Math.min(frame.rows, start + MOST_FRAME_ROWS);
    yield { schema: frame.schema, rows: end - start, columns: frame.columns.map((c) => sliceOf(c, start, end)) };
  }
}

function sliceOf(column: Column, start: number, end: number): Column {
  if (column.kind === 'categorical') return { ...column, codes: column.codes.subarray(start, end) };
  return {
    ...column,
    values: column.values.subarray(start, end),
    valid: column.valid?.subarray(start, end) ?? null,
  };
}
