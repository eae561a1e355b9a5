import type { FeatureColumn, FeatureRows } from './feature-rows';

/** Levels of one column that have a place of their own; rarer ones share one. */
const MOST_LEVELS = 64;

/**
 * Rows as a design matrix that is never written out: `dense[j]` is column j; after these come indicator columns, of
 * which row i sets to 1 those that `indicators[.][i]` name (-1 names none). `width` counts both.
 */
export interface DesignMatrix {
  rows: number;
  width: number;
  dense: Float64Array[];
  indicators: Int32Array[];
}

type ColumnCode =
  | { kind: 'continuous'; mean: number; deviation: number; missingAt: number }
  /** By code, then for missing: the place, or -1. */
  | { kind: 'discrete'; places: Int32Array; missingAt: number };

/**
 * How features become numbers, found on the training rows: numbers standardised (population deviation; a missing one is
 * the mean), levels one-hot, and an indicator for missing where the training rows miss any. What the training rows do
 * not hold sets nothing, and a constant number is left out.
 */
export class DesignCode {
  readonly width: number;
  private readonly columns: ColumnCode[];
  private readonly denseCount: number;

  constructor(training: FeatureRows) {
    const dense = training.columns.filter((c) => c.kind === 'continuous' && momentsOf(c.values).deviation > 0);
    this.denseCount = dense.length;
    let next = dense.length;
    const missingPlace = (missing: boolean): number => (missing ? next++ : -1);
    this.columns = training.columns.map((column): ColumnCode => {
      if (column.kind === 'continuous')
        return { kind: 'continuous', ...momentsOf(column.values), missingAt: missingPlace(column.values.some(isNaN)) };
      const { places, used } = levelPlaces(column.codes, column.levels, next);
      next += used;
      return { kind: 'discrete', places, missingAt: missingPlace(column.codes.includes(-1)) };
    });
    this.width = next;
  }

  apply(features: FeatureRows): DesignMatrix {
    const dense: Float64Array[] = [];
    const indicators: Int32Array[] = [];
    for (const [j, column] of features.columns.entries())
      place(this.columns[j] as ColumnCode, column, dense, indicators);
    if (dense.length !== this.denseCount) throw new RangeError('design matrix: not the columns of the training rows');
    return { rows: features.rows, width: this.width, dense, indicators };
  }
}

function place(code: ColumnCode, column: FeatureColumn, dense: Float64Array[], indicators: Int32Array[]): void {
  const { missingAt } = code;
  if (code.kind === 'continuous' && column.kind === 'continuous') {
    const { mean, deviation } = code;
    if (deviation > 0) dense.push(column.values.map((v) => (Number.isNaN(v) ? 0 : (v - mean) / deviation)));
    if (missingAt >= 0) indicators.push(Int32Array.from(column.values, (v) => (Number.isNaN(v) ? missingAt : -1)));
  }
  if (code.kind === 'discrete' && column.kind === 'discrete')
    indicators.push(column.codes.map((v) => (v < 0 ? missingAt : (code.places[v] ?? -1))));
}

function levelPlaces(codes: Int32Array, levels: number, first: number): { places: Int32Array; used: number } {
  const counts = new Float64Array(levels);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  const held = [...counts.keys()].filter((level) => counts[level] !== 0);
  held.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const places = new Int32Array(levels).fill(-1);
  for (const [rank, level] of held.entries()) places[level] = first + Math.min(rank, MOST_LEVELS - 1);
  return { places, used: Math.min(held.length, MOST_LEVELS) };
}

function momentsOf(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0;
  let n = 0;
  for (const v of values) {
    if (Number.isNaN(v)) continue;
    sum += v;
    n++;
  }
  const mean = n === 0 ? 0 : sum / n;
  let squares = 0;
  for (const v of values) if (!Number.isNaN(v)) squares += (v - mean) ** 2;
  // Rounding leaves a trace of deviation in a constant column: not a scale to divide by.
  const deviation = n === 0 ? 0 : Math.sqrt(squares / n);
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
}
