import type { Points } from './quantile-space';

/**
 * Distance of each row of `points` to the mean of the rows of `centre`. The mean of one-hot codes is the vector of level
 * shares f; the squared distance of level l to it is (1 + sum f² ) / 2 - f_l, the codes being scaled by sqrt(1/2).
 */
export function centreDistances(points: Points, centre: Points): Float64Array {
  const { width, named } = points;
  const squares = new Float64Array(points.rows);
  for (let c = 0; c < width; c++) {
    const partOf = c < named ? levelPart(centre, c) : numberPart(centre, c);
    for (let i = 0; i < points.rows; i++)
      squares[i] = (squares[i] as number) + partOf(points.coordinates[i * width + c] as number);
  }
  // A lone level is at distance 0 of its centre; rounding must not put it below.
  return squares.map((square) => Math.sqrt(Math.max(0, square)));
}

function levelPart({ coordinates, rows, width }: Points, c: number): (level: number) => number {
  const counts = new Map<number, number>();
  for (let i = 0; i < rows; i++) {
    const level = coordinates[i * width + c] as number;
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  let squares = 0;
  for (const count of counts.values()) squares += (count / rows) ** 2;
  return (level) => (1 + squares) / 2 - (counts.get(level) ?? 0) / rows;
}

function numberPart({ coordinates, rows, width }: Points, c: number): (value: number) => number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += coordinates[i * width + c] as number;
  const mean = sum / rows;
  return (value) => (value - mean) * (value - mean);
}
