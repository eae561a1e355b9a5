import { drawRows, type AttackTables, type Side } from '../attacks/attack-tables';
import { GowerSpace, type Points } from './gower-space';

/** Coordinates of one table's points at most: 80 MB. */
const MOST_COORDINATES = 10_000_000;
/** Rows of one table that nearest ones are searched among, at most. */
const MOST_REFERENCES = 100_000;

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
    return Math.min(MOST_REFERENCES, this.mostRows);
  }

  /** Rows of one table that are made points at most. */
  get mostRows(): number {
    return Math.max(1, Math.floor(MOST_COORDINATES / this.tables.columns.length));
  }
}
