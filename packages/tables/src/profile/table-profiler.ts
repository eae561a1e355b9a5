import type { TableSchema } from '@headwater/contracts';
import { isNumericType, type Frame } from '../frame';
import { isShort } from '../rows/dictionary-rule';
import { everyPlace } from '../rows/row-gatherer';
import { RowPicker } from '../rows/row-picker';
import { LevelTally } from './level-tally';
import { NumberTally } from './number-tally';
import type { TableProfile } from './profile';

const MOST_SAMPLED_ROWS = 1_000_000;
const MOST_SAMPLED_CELLS = 1 << 24;

/**
 * Summary of each column of a table that comes frame by frame. Exact for tables of at most 1,000,000 rows and
 * 33,554,432 cells; for longer ones counts, extremes, means and deviations are, and the rest is estimated, from
 * 1,000,000 rows or fewer where there are many numeric columns, drawn by the stream (seed, "profile").
 */
export class TableProfiler {
  private readonly picker: RowPicker | null;
  private readonly sampled: number;
  private readonly tallies: (NumberTally | LevelTally)[];

  constructor(
    schema: TableSchema,
    private readonly rows: number,
    seed: number,
  ) {
    this.sampled = isShort(schema, rows) ? rows : sampledRows(schema, rows);
    this.picker = this.sampled === rows ? null : new RowPicker(rows, this.sampled, seed, 'profile');
    this.tallies = schema.columns.map((column) =>
      isNumericType(column.type) ? new NumberTally(column, rows, this.sampled) : new LevelTally(column),
    );
  }

  /** The table's next rows. */
  add(frame: Frame): void {
    const places = this.picker?.next(frame.rows) ?? everyPlace(frame.rows);
    frame.columns.forEach((column, j) => {
      const tally = this.tallies[j];
      if (column.kind === 'numeric' && tally instanceof NumberTally) tally.add(column, places);
      else if (column.kind === 'categorical' && tally instanceof LevelTally) tally.add(column);
      else throw new RangeError(`profile: column ${JSON.stringify(column.schema.name)} is not of its schema's kind`);
    });
  }

  finish(): TableProfile {
    const { rows, sampled } = this;
    const sample = sampled === rows ? {} : { sampledRows: sampled };
    return { version: 1, rows, ...sample, columns: this.tallies.map((tally) => tally.finish()) };
  }
}

/** {@link TableProfiler} of a table in memory. */
export function profileFrame(frame: Frame, seed = 0): TableProfile {
  const profiler = new TableProfiler(frame.schema, frame.rows, seed);
  profiler.add(frame);
  return profiler.finish();
}

function sampledRows(schema: TableSchema, rows: number): number {
  const numeric = schema.columns.filter((column) => isNumericType(column.type)).length;
  return Math.min(rows, MOST_SAMPLED_ROWS, Math.floor(MOST_SAMPLED_CELLS / Math.max(1, numeric)));
}
