import { RandomStream } from '@headwater/random';
import type { ContinuousColumn, DiscreteColumn, Trio } from '@headwater/quality';

type DistanceColumn = ContinuousColumn | DiscreteColumn;
export type Side = keyof Trio<unknown>;

/** Stands for an infinite value that the table really holds: farther than the cap from every other. */
const BEYOND = 1e9;
/** Stands for a missing number or time: farther than the cap from all values, infinite ones too, and equal to itself. */
const MISSING = -1e12;
const PROBES = 256;

interface Scale {
  low: number;
  range: number;
}

/** Rows as points, row after row; `width` coordinates each. */
export interface Points {
  coordinates: Float64Array;
  rows: number;
  width: number;
}

/** The points with these of their coordinates alone. */
export function withCoordinates(points: Points, chosen: readonly number[]): Points {
  const { coordinates, rows, width } = points;
  const out = new Float64Array(rows * chosen.length);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < chosen.length; k++)
      out[i * chosen.length + k] = coordinates[i * width + (chosen[k] as number)] as number;
  }
  return { coordinates: out, rows, width: chosen.length };
}

/**
 * Turns rows into points whose coordinates differ by a column's part of Gower's distance (Gower, Biometrics 1971) once
 * capped at 1: numbers and times are divided by their range in the training rows, levels are whole numbers. Missing is at
 * 1 from every value and at 0 from missing.
 */
export class GowerSpace {
  /** For each coordinate the place of its column among those given. */
  readonly places: number[];
  private readonly columns: DistanceColumn[];
  private readonly scales: Scale[];

  /** Columns that tell rows apart best come first, so that a distance too long is seen early. */
  constructor(columns: readonly DistanceColumn[], trainRows: number, seed: number) {
    const scaleOf = new Map(
      columns.map((c) => [c, c.kind === 'continuous' ? trainRange(c.train) : { low: 0, range: 1 }]),
    );
    const random = new RandomStream(seed, 'privacy/column-order');
    const probes = Uint32Array.from({ length: trainRows === 0 ? 0 : 2 * PROBES }, () => random.below(trainRows));
    const spread = new Map(columns.map((c) => [c, sumOfDifferences(c, scaleOf.get(c) as Scale, probes)]));
    this.columns = [...columns].sort((a, b) => (spread.get(b) as number) - (spread.get(a) as number));
    this.scales = this.columns.map((c) => scaleOf.get(c) as Scale);
    this.places = this.columns.map((c) => columns.indexOf(c));
  }

  points(side: Side, rows: Uint32Array): Points {
    const width = this.columns.length;
    const coordinates = new Float64Array(rows.length * width);
    for (const [j, column] of this.columns.entries()) {
      const scale = this.scales[j] as Scale;
      for (let i = 0; i < rows.length; i++)
        coordinates[i * width + j] = coordinate(column, side, rows[i] as number, scale);
    }
    return { coordinates, rows: rows.length, width };
  }
}

function coordinate(column: DistanceColumn, side: Side, row: number, scale: Scale): number {
  if (column.kind === 'discrete') return column[side][row] as number;
  const scaled = ((column[side][row] as number) - scale.low) / scale.range;
  if (scaled > BEYOND) return BEYOND;
  if (scaled < -BEYOND) return -BEYOND;
  // NaN alone differs from itself; a look at the global Number would cost more here.
  return scaled !== scaled ? MISSING : scaled;
}

/** Least value and range of the finite ones; a constant column's range is 1, as in evaluations by Gower's distance elsewhere. */
function trainRange(values: Float64Array): Scale {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? { low: 0, range: 1 } : { low, range: high - low || 1 };
}

/** How far training rows are from each other in this column, over pairs of probes. */
function sumOfDifferences(column: DistanceColumn, scale: Scale, probes: Uint32Array): number {
  let sum = 0;
  for (let k = 0; k < probes.length; k += 2) {
    const a = coordinate(column, 'train', probes[k] as number, scale);
    const b = coordinate(column, 'train', probes[k + 1] as number, scale);
    sum += Math.min(1, Math.abs(a - b));
  }
  return sum;
}
