import type { Formula } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { numericColumn, presence } from '../columns';

/** A formula's value in every row, unrounded, and the size of what was added up, to which rounding errors are relative. */
interface Evaluated {
  values: Float64Array;
  magnitudes: Float64Array;
  /** 0 where an input is missing. */
  present: Uint8Array;
}

/** `columns`: the names that the formula reads. */
export function evaluate(formula: Formula, columns: readonly string[], frame: Frame): Evaluated {
  const present = new Uint8Array(frame.rows).fill(1);
  for (const name of columns) presence(numericColumn(frame, name)).forEach((p, i) => (present[i]! &= p));
  return { ...valuesOf(formula, frame), present };
}

function valuesOf(formula: Formula, frame: Frame): Pick<Evaluated, 'values' | 'magnitudes'> {
  if (formula.kind === 'number') {
    const values = new Float64Array(frame.rows).fill(formula.value);
    return { values, magnitudes: values.map(Math.abs) };
  }
  if (formula.kind === 'column') {
    const { values } = numericColumn(frame, formula.name);
    return { values, magnitudes: values.map(Math.abs) };
  }
  if (formula.kind === 'negate') {
    const of = valuesOf(formula.of, frame);
    return { values: of.values.map((x) => -x), magnitudes: of.magnitudes };
  }
  const left = valuesOf(formula.left, frame);
  const right = valuesOf(formula.right, frame);
  const a = left.values;
  const b = right.values;
  const at = (from: Float64Array, i: number) => from[i] as number;
  switch (formula.kind) {
    case '+':
    case '-': {
      const sign = formula.kind === '+' ? 1 : -1;
      return {
        values: a.map((x, i) => x + sign * at(b, i)),
        magnitudes: left.magnitudes.map((m, i) => m + at(right.magnitudes, i)),
      };
    }
    case '*':
      return {
        values: a.map((x, i) => x * at(b, i)),
        magnitudes: left.magnitudes.map((m, i) => m * at(right.magnitudes, i)),
      };
    case '/':
      return {
        values: a.map((x, i) => x / at(b, i)),
        // A divisor that lost digits by cancelling passes the loss on.
        magnitudes: left.magnitudes.map(
          (m, i) => (m / Math.abs(at(b, i))) * (at(right.magnitudes, i) / Math.abs(at(b, i))),
        ),
      };
  }
}
