import { countBelow } from '../count-below';
import type { ComparedColumn, ContinuousColumn, DiscreteColumn } from '../compared-columns';

/** Rows as points, row after row, `width` coordinates each, around the mean of the training rows. */
export interface CentredPoints {
  values: Float64Array;
  rows: number;
  width: number;
}

/** Levels of a column that have a coordinate of their own at most; fewer where there are many columns. */
const MOST_LEVELS = 30;
/** Some hundreds: the covariance of that many is found in a second. */
const MOST_COORDINATES = 400;

type Side = 'train' | 'synthetic';

interface Coordinate {
  /** Before centring. */
  of(side: Side, row: number): number;
}

/**
 * The coordinates of a principal component analysis of mixed columns, each column's with a variance of 1 together over
 * the given training rows: a number or time is the share of them below it (ties half), missing in the middle and flagged
 * by a coordinate of its own; levels are one-hot, the 30 most frequent and one for all others, missing being a level.
 * With more than 400 coordinates fewer levels have their own. A column that is constant has none.
 */
export class ProjectedCoordinates {
  private readonly coordinates: { coordinate: Coordinate; mean: number; scale: number }[] = [];

  constructor(columns: readonly ComparedColumn[], trainRows: Uint32Array) {
    const numbers = columns.filter((c): c is ContinuousColumn => c.kind === 'continuous');
    const named = columns.filter((c): c is DiscreteColumn => c.kind === 'discrete');
    const room = Math.floor((MOST_COORDINATES - 2 * numbers.length) / Math.max(1, named.length)) - 1;
    const most = Math.max(1, Math.min(MOST_LEVELS, room));
    for (const column of numbers) {
      this.add([quantileOf(column, trainRows)], trainRows);
      this.add([missingFlag(column)], trainRows);
    }
    for (const column of named) this.add(oneHot(column, trainRows, most), trainRows);
  }

  get width(): number {
    return this.coordinates.length;
  }

  points(side: Side, rows: Uint32Array): CentredPoints {
    const { width } = this;
    const values = new Float64Array(rows.length * width);
    for (const [j, { coordinate, mean, scale }] of this.coordinates.entries())
      for (let i = 0; i < rows.length; i++)
        values[i * width + j] = (coordinate.of(side, rows[i] as number) - mean) * scale;
    return { values, rows: rows.length, width };
  }

  /** Those of one column, scaled by the square root of their variances' sum. */
  private add(coordinates: readonly Coordinate[], trainRows: Uint32Array): void {
    const moments = coordinates.map((coordinate) => momentsOf(coordinate, trainRows));
    const variance = moments.reduce((sum, m) => sum + m.variance, 0);
    if (variance === 0) return;
    for (const [k, coordinate] of coordinates.entries())
      this.coordinates.push({ coordinate, mean: moments[k]?.mean ?? 0, scale: 1 / Math.sqrt(variance) });
  }
}

function momentsOf(coordinate: Coordinate, rows: Uint32Array): { mean: number; variance: number } {
  let mean = 0;
  let squares = 0;
  for (const [i, row] of rows.entries()) {
    const value = coordinate.of('train', row);
    const before = value - mean;
    mean += before / (i + 1);
    squares += before * (value - mean);
  }
  return { mean, variance: rows.length === 0 ? 0 : squares / rows.length };
}

function quantileOf(column: ContinuousColumn, trainRows: Uint32Array): Coordinate {
  const sorted = Float64Array.from(trainRows, (row) => column.train[row] as number)
    .filter((v) => !Number.isNaN(v))
    .sort();
  return {
    of: (side, row) => {
      const value = column[side][row] as number;
      if (Number.isNaN(value) || sorted.length === 0) return 0.5;
      return (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / (2 * sorted.length);
    },
  };
}

function missingFlag(column: ContinuousColumn): Coordinate {
  return { of: (side, row) => (Number.isNaN(column[side][row]) ? 1 : 0) };
}

function oneHot(column: DiscreteColumn, trainRows: Uint32Array, most: number): Coordinate[] {
  // Code -1, missing, is counted at 0.
  const counts = new Float64Array(column.levels.length + 1);
  for (const row of trainRows) {
    const at = (column.train[row] as number) + 1;
    counts[at] = (counts[at] as number) + 1;
  }
  const order = [...counts.keys()].sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const place = new Int32Array(counts.length).fill(most);
  for (const [rank, at] of order.slice(0, most).entries()) place[at] = rank;
  return Array.from({ length: Math.min(most, counts.length - 1) + 1 }, (_, k) => ({
    of: (side, row) => (place[(column[side][row] as number) + 1] === k ? 1 : 0),
  }));
}
