import type { DesignMatrix } from './design-matrix';

/** Units of the hidden layers. */
export const HIDDEN = [64, 32] as const;

/**
 * The network's raw outputs, row by row (rows × outputs), from its weights w0, b0, w1, b1, w2, b2. An indicator adds one
 * row of w0, so that the one-hot matrix need not be written out.
 */
export function forward(
  design: DesignMatrix,
  weights: ReadonlyMap<string, Float32Array>,
  outputs: number,
): Float64Array {
  const of = (name: string): Float32Array => weights.get(name) as Float32Array;
  const [first, second] = HIDDEN;
  const out = new Float64Array(design.rows * outputs);
  const a = new Float64Array(first);
  const b = new Float64Array(second);
  for (let row = 0; row < design.rows; row++) {
    a.set(of('b0'));
    for (const [j, values] of design.dense.entries()) addRow(a, of('w0'), j, values[row] as number);
    for (const places of design.indicators) {
      const place = places[row] as number;
      if (place >= 0) addRow(a, of('w0'), place, 1);
    }
    b.set(of('b1'));
    for (let j = 0; j < first; j++) addRow(b, of('w1'), j, Math.max(0, a[j] as number));
    const raw = out.subarray(row * outputs, (row + 1) * outputs);
    raw.set(of('b2'));
    for (let j = 0; j < second; j++) addRow(raw, of('w2'), j, Math.max(0, b[j] as number));
  }
  return out;
}

/** Adds `times` row j of the matrix, which is as wide as `to`. */
function addRow(to: Float64Array, matrix: Float32Array, j: number, times: number): void {
  if (times === 0) return;
  const offset = j * to.length;
  for (let k = 0; k < to.length; k++) to[k] = (to[k] as number) + times * (matrix[offset + k] as number);
}

/** Softmax of each run of `classes` numbers. */
export function softmaxRows(raw: Float64Array, classes: number): Float64Array {
  const out = new Float64Array(raw.length);
  for (let from = 0; from < raw.length; from += classes) {
    const row = raw.subarray(from, from + classes);
    const most = row.reduce((m, v) => Math.max(m, v), -Infinity);
    const exponentials = row.map((v) => Math.exp(v - most));
    const total = exponentials.reduce((sum, v) => sum + v, 0);
    out.set(
      exponentials.map((v) => v / total),
      from,
    );
  }
  return out;
}
