import type { Frame } from '@headwater/tables';
import { compareColumns, type ComparedColumn } from '../compared-columns';
import { ksComplement } from '../single-column/ks-complement';
import { requireSameColumns } from '../same-columns';

/** In all columns together, tables of one source are farther apart by chance in 5 of 100 cases at most. */
const LEVEL = 0.05;
/** A difference that is surely there may still be too small to matter. */
const LEAST_DISTANCE = 0.05;

export interface ColumnDrift {
  column: string;
  /** Kolmogorov-Smirnov distance of numbers and times, total variation of levels; missing is a value. 0 to 1. */
  distance: number;
  /** The distance that sampling alone stays below. */
  noise: number;
  /** Farther than noise, by enough to matter. */
  drifted: boolean;
}

/**
 * How far each column's values moved from one table of a source to the next, farthest beyond its noise first. Identifiers
 * and texts are compared by how long they are. Throws SOURCE_SCHEMA_MISMATCH where the columns differ.
 */
export function columnDrift(before: Frame, now: Frame): ColumnDrift[] {
  requireSameColumns(before, { new: now });
  const columns = compareColumns(before, now, now);
  const level = LEVEL / Math.max(1, columns.length);
  const found = columns.map((column): ColumnDrift => {
    const { distance, noise } = column.kind === 'discrete' ? ofLevels(column, level) : ofNumbers(column, level);
    return { column: column.schema.name, distance, noise, drifted: distance > noise && distance >= LEAST_DISTANCE };
  });
  return found.sort((a, b) => b.distance - b.noise - (a.distance - a.noise));
}

type Discrete = Extract<ComparedColumn, { kind: 'discrete' }>;
type Numbers = Exclude<ComparedColumn, Discrete>;

/** The two-sample Kolmogorov-Smirnov bound (Smirnov 1948); missing values stand below all others. */
function ofNumbers({ train, holdout }: Numbers, level: number): { distance: number; noise: number } {
  const [a, b] = [missingFirst(train), missingFirst(holdout)];
  const inverse = 1 / a.length + 1 / b.length;
  return {
    distance: 1 - (ksComplement(a, b, false) ?? 1),
    noise: Math.min(1, Math.sqrt((-Math.log(level / 2) * inverse) / 2)),
  };
}

/**
 * Total variation; its expectation is at most half the sum of the standard deviations of the levels' differences, and it
 * exceeds it by McDiarmid's inequality (1989).
 */
function ofLevels({ train, holdout, levels }: Discrete, level: number): { distance: number; noise: number } {
  const [a, b] = [shares(train, levels.length), shares(holdout, levels.length)];
  const inverse = 1 / train.length + 1 / holdout.length;
  let distance = 0;
  let expected = 0;
  for (const [k, share] of a.entries()) {
    const other = b[k] as number;
    const pooled = (share * train.length + other * holdout.length) / (train.length + holdout.length);
    distance += Math.abs(share - other) / 2;
    expected += Math.sqrt(pooled * (1 - pooled) * inverse) / 2;
  }
  return { distance, noise: Math.min(1, expected + Math.sqrt((-Math.log(level) * inverse) / 2)) };
}

function missingFirst(values: Float64Array): Float64Array {
  return values.map((value) => (value !== value ? -Infinity : value));
}

/** Of missing, then of each level. */
function shares(codes: Int32Array, levels: number): Float64Array {
  const counts = new Float64Array(levels + 1);
  for (const code of codes) counts[code + 1] = (counts[code + 1] as number) + 1;
  return counts.map((count) => count / codes.length);
}
