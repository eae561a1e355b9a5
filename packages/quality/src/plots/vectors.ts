/** Gram and Schmidt, twice for what rounding leaves; a vector that lies in the span of those before becomes zero. */
export function orthonormalise(basis: readonly Float64Array[]): void {
  for (const [k, vector] of basis.entries()) {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis.slice(0, k)) addScaled(vector, other, -dot(vector, other));
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > before * 1e-12 ? 1 / length : 0;
    for (let j = 0; j < vector.length; j++) vector[j] = (vector[j] as number) * scale;
  }
}

/** The square matrix, row after row, times the vector. */
export function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => dot(matrix.subarray(i * size, (i + 1) * size), vector));
}

export function addScaled(out: Float64Array, vector: Float64Array, factor: number): void {
  for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) + factor * (vector[j] as number);
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
