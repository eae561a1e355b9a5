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
 * Summary of each column of a table that comes frame by frame. Counts, extremes, means and deviations are exact. So is
 * the rest for numbers of tables up to 1,000,000 rows (fewer where there are more than 16 numeric columns), and for
 * categories while they keep their dictionary; otherwise it is estimated, and named as such: quantiles and histograms
 * from as many rows drawn by the stream (seed, "profile").
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

/** Only numbers are sampled. */
function sampledRows(schema: TableSchema, rows: number): number {
  const numeric = schema.columns.filter((column) => isNumericType(column.type)).length;
  return numeric === 0 ? rows : Math.min(rows, MOST_SAMPLED_ROWS, Math.floor(MOST_SAMPLED_CELLS / numeric));
}
