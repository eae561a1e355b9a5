import type { Derivatives } from './histogram';

/** Sums over rows: gradients, hessians, how many. */
export interface Sums {
  gradient: number;
  hessian: number;
  rows: number;
}

/**
 * Derivatives as histograms sum them up: a row's gradient, and in one double its hessian and the row itself, counted in
 * units that no sum of hessians reaches. So a bin holds two numbers instead of three. Hessians are rounded to steps that
 * keep all their sums exact in 53 bits: 2^-26 at 10,000 rows, 2^-14 at a million.
 */
export class PackedDerivatives {
  /** By row: gradient, packed hessian. */
  readonly pairs: Float64Array;
  /** One row in a packed hessian; a power of two. */
  unit = 1;

  /** `rows` of the table. */
  constructor(rows: number) {
    this.pairs = new Float64Array(2 * rows);
  }

  /** Packs those of the given rows; returns their sums. */
  pack(rows: Int32Array, { gradients, hessians }: Derivatives): Sums {
    const { pairs } = this;
    let bound = 1;
    for (let i = 0; i < rows.length; i++) bound += 2 * (hessians[rows[i] as number] as number);
    const unit = powerOfTwoFrom(bound);
    const step = (unit * powerOfTwoFrom(rows.length + 1)) / 2 ** 53;
    // Numbers as large as this are steps apart: adding it rounds to steps.
    const rounder = step * 2 ** 52;
    let gradient = 0;
    let hessian = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      const g = gradients[row] as number;
      const h = (hessians[row] as number) + rounder - rounder;
      pairs[2 * row] = g;
      pairs[2 * row + 1] = unit + h;
      gradient += g;
      hessian += h;
    }
    this.unit = unit;
    return { gradient, hessian, rows: rows.length };
  }
}

function powerOfTwoFrom(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}
