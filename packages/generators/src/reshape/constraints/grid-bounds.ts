import { snap, spacing, type Grid } from '../../codec/grid';

/** The least grid value not below x (above x, when `strict`). Infinities stay. */
export function ceilTo(grid: Grid, x: number, strict: boolean): number {
  if (!Number.isFinite(x)) return x;
  const enough = (value: number) => (strict ? value > x : value >= x);
  // The nearest grid value, or the one after it; beyond 2^53 steps from zero only the next double is surely above.
  const near = snap(grid, x);
  if (enough(near)) return near;
  const next = snap(grid, near + spacing(grid));
  return enough(next) ? next : nextUp(near, grid.single);
}

/** The greatest grid value not above x (below x, when `strict`). Infinities stay. */
export function floorTo(grid: Grid, x: number, strict: boolean): number {
  return -ceilTo(grid, -x, strict) + 0;
}

const doubles = new Float64Array(1);
const doubleBits = new BigInt64Array(doubles.buffer);
const singles = new Float32Array(1);
const singleBits = new Int32Array(singles.buffer);

/** The next greater number of double or single precision. */
function nextUp(x: number, single: boolean): number {
  if (single) {
    singles[0] = x;
    if (x === 0) singleBits[0] = 1;
    else singleBits[0]! += x > 0 ? 1 : -1;
    return singles[0];
  }
  doubles[0] = x;
  if (x === 0) doubleBits[0] = 1n;
  else doubleBits[0]! += x > 0 ? 1n : -1n;
  return doubles[0];
}
