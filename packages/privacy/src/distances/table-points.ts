import { drawRows, type AttackTables, type Side } from '../attacks/attack-tables';
import { GowerSpace, type Points } from './gower-space';

/** Coordinates of one table's points at most: 80 MB. */
const MOST_COORDINATES = 10_000_000;
/** Cells of one table that a row is compared with at most, and rows that are searched whatever their width. */
const MOST_COMPARED = 600_000;
const LEAST_REFERENCES = 20_000;

/** Rows of the three tables as points of one space, in the tables' random order. */
export class TablePoints {
  /** For each coordinate the place of its column among the tables'. */
  readonly places: readonly number[];
  private readonly space: GowerSpace;

  constructor(private readonly tables: AttackTables) {
    this.space = new GowerSpace(tables.columns, tables.rows.train, tables.seed);
    this.places = this.space.places;
  }

  /** The first rows, `most` or as many as memory allows. */
  first(side: Side, most: number): Points {
    return this.space.points(side, drawRows(this.tables, side, Math.min(most, this.mostRows)));
  }

  /** Rows of one table that nearest ones are searched among, at most. */
  get mostReferences(): number {
    const rows = Math.floor(MOST_COMPARED / this.tables.columns.length);
    return Math.min(Math.max(LEAST_REFERENCES, rows), this.mostRows);
  }

  /** Rows of one table that are made points at most. */
  get mostRows(): number {
    return Math.max(1, Math.floor(MOST_COORDINATES / this.tables.columns.length));
  }
}
