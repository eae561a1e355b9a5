/** A symmetric matrix's eigenvalues, greatest first, and its eigenvectors: `vectors[k]` belongs to `values[k]`. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array[];
}

const MOST_SWEEPS = 60;

/** By cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5); for small matrices, row after row. */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const at = (i: number, j: number): number => a[i * size + j] as number;
  const vectors = Array.from({ length: size }, (_, k) => {
    const unit = new Float64Array(size);
    unit[k] = 1;
    return unit;
  });
  for (let sweep = 0; sweep < MOST_SWEEPS && isCoupled(a, size); sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        rotate(a, size, { p, q, cosine, sine: tangent * cosine });
        turn(vectors[p] as Float64Array, vectors[q] as Float64Array, cosine, tangent * cosine);
      }
    }
  }
  const order = Array.from({ length: size }, (_, k) => k).sort((i, j) => at(j, j) - at(i, i) || i - j);
  return {
    values: Float64Array.from(order, (k) => at(k, k)),
    vectors: order.map((k) => vectors[k] as Float64Array),
  };
}

function isCoupled(a: Float64Array, size: number): boolean {
  let off = 0;
  let all = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const square = (a[i * size + j] as number) ** 2;
      all += square;
      if (i !== j) off += square;
    }
  }
  return off > all * 1e-30;
}

/** Rows and columns p and q of the matrix, so that its entry (p, q) becomes zero. */
function rotate(
  a: Float64Array,
  size: number,
  { p, q, cosine, sine }: { p: number; q: number; cosine: number; sine: number },
): void {
  for (let k = 0; k < size; k++) {
    const [x, y] = [a[k * size + p] as number, a[k * size + q] as number];
    a[k * size + p] = cosine * x - sine * y;
    a[k * size + q] = sine * x + cosine * y;
  }
  turn(a.subarray(p * size, (p + 1) * size), a.subarray(q * size, (q + 1) * size), cosine, sine);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < x.length; k++) {
    const [u, v] = [x[k] as number, y[k] as number];
    x[k] = cosine * u - sine * v;
    y[k] = sine * u + cosine * v;
  }
}
