import type { ColumnSchema } from '@headwater/contracts';

/** The grid a column's values lie on: multiples of `step` (1 or more), or `decimals` digits after the point, or neither. */
export interface Grid {
  /** 0 when values are not whole multiples of anything. */
  step: number;
  /** null when no number of decimals up to eight holds every value. */
  decimals: number | null;
  /** Values are of single precision. */
  single: boolean;
}

const TICKS_PER_SECOND = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;

/** Finds the coarsest grid all finite `values` lie on: whole days of time stamps, thousands of an amount, written decimals. */
export function findGrid(schema: ColumnSchema, values: ArrayLike<number>): Grid {
  const single = schema.physical === 'float32';
  if (schema.type === 'integer' || schema.type === 'date' || schema.type === 'timestamp') {
    return { step: coarsest(stepsFor(schema), values), decimals: 0, single };
  }
  const decimals = schema.written.decimals ?? fewestDecimals(values);
  return { step: decimals === 0 ? coarsest(stepsFor(schema), values) : 0, decimals, single };
}

function stepsFor(schema: ColumnSchema): number[] {
  if (schema.type !== 'timestamp') return [1e6, 1e5, 1e4, 1e3, 100, 10, 1];
  const unit = /\[(s|ms|us|ns)\]/.exec(schema.physical)?.[1] as keyof typeof TICKS_PER_SECOND | undefined;
  const second = TICKS_PER_SECOND[unit ?? 'ms'];
  return [86400, 3600, 60, 1, 1e-3, 1e-6]
    .map((s) => s * second)
    .filter((ticks) => ticks > 1)
    .concat(1);
}

function coarsest(steps: number[], values: ArrayLike<number>): number {
  for (const step of steps) {
    let fits = true;
    for (let i = 0; fits && i < values.length; i++) fits = (values[i] as number) % step === 0;
    if (fits) return step;
  }
  return 1;
}

function fewestDecimals(values: ArrayLike<number>): number | null {
  for (let decimals = 0; decimals <= 8; decimals++) {
    let fits = true;
    for (let i = 0; fits && i < values.length; i++) {
      const value = values[i] as number;
      fits = Number(value.toFixed(decimals)) === value;
    }
    if (fits) return decimals;
  }
  return null;
}

/** The grid value nearest to x. */
export function snap(grid: Grid, x: number): number {
  // `+ 0` turns -0 into 0: it would be written as "-0".
  if (grid.step > 0) return Math.round(x / grid.step) * grid.step + 0;
  const value = grid.decimals === null ? x : Number(x.toFixed(grid.decimals));
  return (grid.single ? Math.fround(value) : value) + 0;
}

/** Distance between neighbours on the grid; 0 where values are continuous. */
export function spacing(grid: Grid): number {
  if (grid.step > 0) return grid.step;
  return grid.decimals === null ? 0 : 10 ** -grid.decimals;
}
