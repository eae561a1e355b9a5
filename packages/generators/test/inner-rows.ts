import { RandomStream } from '@headwater/random';
import type { Column, Frame } from '@headwater/tables';
import { findGrid, snap } from '../src/codec/grid';
import { fitConstraints, type ConstraintPlan } from '../src/reshape/constraints/fit-constraints';
import { applyReshape, restoreReshape } from '../src/reshape/pipeline';
import type { Constraint } from '@headwater/contracts';

/**
 * Rows that a model without any sense could draw: every cell for itself, from the column's own cells or, for numbers,
 * anywhere between the least and the greatest on the column's grid.
 */
export function senselessRows(inner: Frame, rows: number, seed: number): Frame {
  const columns = inner.columns.map((column, j): Column => {
    const random = new RandomStream(seed, `senseless/${j}`);
    const at = Int32Array.from({ length: rows }, () => random.below(inner.rows));
    if (column.kind === 'categorical') return { ...column, codes: at.map((i) => column.codes[i] as number) };
    const seen = column.values.filter((_, i) => column.valid === null || column.valid[i] === 1);
    const grid = findGrid(column.schema, seen);
    const [low, high] = [seen, seen].map((v, k) =>
      v.reduce((a, b) => (k === 0 ? Math.min(a, b) : Math.max(a, b)), v[0] ?? 0),
    );
    const values = Float64Array.from(at, (i) =>
      random.uniform() < 0.5
        ? (column.values[i] as number)
        : snap(grid, (low as number) + random.uniform() * ((high as number) - (low as number))),
    );
    return { ...column, values, valid: column.valid && Uint8Array.from(at, (i) => column.valid?.[i] as number) };
  });
  return { schema: inner.schema, rows, columns };
}

/** The table through the steps of the rules and back, and as many senseless rows restored. */
export function reshaped(frame: Frame, constraints: readonly Constraint[], seed = 1) {
  const fitted = fitConstraints(frame, constraints, { minimumHolders: 2 });
  const plans = JSON.parse(JSON.stringify(fitted)) as ConstraintPlan[];
  const random = { seed, shard: 0 };
  const inner = applyReshape(plans, frame.schema, frame);
  return {
    plans,
    inner,
    back: restoreReshape(plans, frame.schema, inner, random),
    made: restoreReshape(plans, frame.schema, senselessRows(inner, 500, seed), random),
  };
}
