import type { TableSchema } from '@headwater/contracts';
import type { Frame } from '../frame';

/** Most rows of a frame of a {@link RowSource}. */
export const MOST_FRAME_ROWS = 65_536;

/**
 * A table read piece by piece, from its start, as often as asked. Every pass gives the same rows in the same order, cut
 * into the same frames of at most 65,536 rows. A pass may be left early.
 *
 * Dictionaries: as long as a categorical column has the very `levels` array (`===`) that it had in the frame before,
 * a code means what it meant there; that array grows during the pass. Another array begins the codes anew. Booleans
 * keep theirs for a whole pass, and so does every column of a table of at most 250,000 rows and 33,554,432 cells. In
 * longer tables a category begins anew after the frame that takes it past 131,072 levels, and texts and identifiers
 * after every frame, because theirs would come to hold the whole column.
 */
export interface RowSource {
  readonly schema: TableSchema;
  /** Rows of a whole pass. */
  readonly rows: number;
  batches(): AsyncIterable<Frame>;
}
