import { RandomStream } from '@headwater/random';
import type { Pace } from '../pace';
import type { CentredPoints } from './projected-coordinates';
import { symmetricEigen, type Eigen } from './symmetric-eigen';
import { addScaled, dot, orthonormalise, times } from './vectors';

const NOTE = 'projecting rows';
/** Vectors iterated together: convergence is by the ratio of the eigenvalue after them to those sought. */
const BLOCK = 10;
const MOST_ITERATIONS = 1000;
/** Of a component's residual beside the greatest eigenvalue: at its square the eigenvalues are exact to the last digits. */
const TOLERANCE = 1e-9;

export interface Components {
  /** The two greatest variances, greatest first, and the sum of all. */
  variances: [number, number];
  total: number;
  /** Directions of length 1; each one's coordinate of greatest size is positive. */
  directions: [Float64Array, Float64Array];
}

/**
 * The first two principal components (Pearson 1901) of centred points: eigenvectors of their covariance (divisor: rows),
 * by subspace iteration with Rayleigh-Ritz steps from a start that is always the same (Saad, Numerical Methods for Large
 * Eigenvalue Problems, 5.2). Needs two coordinates or more.
 */
export async function principalComponents(points: CentredPoints, pace: Pace): Promise<Components> {
  const { width } = points;
  const matrix = await covariance(points, pace);
  let total = 0;
  for (let j = 0; j < width; j++) total += matrix[j * width + j] as number;
  const random = new RandomStream(0, 'quality/projection-start');
  let basis: Float64Array[] = Array.from({ length: Math.min(BLOCK, width) }, () =>
    Float64Array.from({ length: width }, () => random.normal()),
  );
  for (let iteration = 0; ; iteration++) {
    if (pace.due()) await pace.turn({ note: NOTE, done: iteration, total: MOST_ITERATIONS });
    orthonormalise(basis);
    const image = basis.map((vector) => times(matrix, vector));
    const ritz = rayleighRitz(basis, image);
    const values = [ritz.values[0] as number, ritz.values[1] as number] as const;
    const found = combine(basis, ritz);
    const moved = combine(image, ritz);
    const settled = [0, 1].every((k) => residual(found, moved, values, k) <= TOLERANCE * values[0]);
    if (settled || iteration >= MOST_ITERATIONS) {
      const directions: Components['directions'] = [oriented(found[0]), oriented(found[1])];
      return { variances: [values[0], Math.max(0, values[1])], total, directions };
    }
    basis = moved;
  }
}

async function covariance({ values, rows, width }: CentredPoints, pace: Pace): Promise<Float64Array> {
  const matrix = new Float64Array(width * width);
  for (let i = 0; i < rows; i++) {
    if (i % 100 === 0 && pace.due()) await pace.turn({ note: NOTE, done: i, total: rows });
    const point = values.subarray(i * width, (i + 1) * width);
    for (let a = 0; a < width; a++) {
      const factor = (point[a] as number) / rows;
      for (let b = 0; b <= a; b++)
        matrix[a * width + b] = (matrix[a * width + b] as number) + factor * (point[b] as number);
    }
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) matrix[b * width + a] = matrix[a * width + b] as number;
  return matrix;
}

/** The eigenvalues and -vectors of the matrix within the basis; `image` is what the matrix makes of it. */
function rayleighRitz(basis: readonly Float64Array[], image: readonly Float64Array[]): Eigen {
  const size = basis.length;
  const small = new Float64Array(size * size);
  for (const [i, a] of basis.entries())
    for (const [j, b] of image.entries()) {
      const entry = dot(a, b) / 2;
      small[i * size + j] = (small[i * size + j] as number) + entry;
      small[j * size + i] = (small[j * size + i] as number) + entry;
    }
  return symmetricEigen(small, size);
}

function combine(vectors: readonly Float64Array[], { vectors: weights }: Eigen): Float64Array[] {
  return weights.map((weight) => {
    const out = new Float64Array((vectors[0] as Float64Array).length);
    for (const [k, vector] of vectors.entries()) addScaled(out, vector, weight[k] as number);
    return out;
  });
}

function residual(
  found: readonly Float64Array[],
  moved: readonly Float64Array[],
  values: readonly [number, number],
  k: number,
): number {
  const rest = (moved[k] as Float64Array).slice();
  addScaled(rest, found[k] as Float64Array, -(values[k] as number));
  return Math.sqrt(dot(rest, rest));
}

function oriented(direction: Float64Array | undefined): Float64Array {
  const vector = direction ?? new Float64Array(0);
  const greatest = vector.reduce((best, v) => (Math.abs(v) > Math.abs(best) * (1 + 1e-9) ? v : best), 0);
  return greatest < 0 ? vector.map((v) => -v) : vector;
}

/** Where points lie in the plane of the first two components. */
export interface Plane {
  x: Float64Array;
  y: Float64Array;
}

export function project({ values, rows, width }: CentredPoints, { directions }: Components): Plane {
  const along = (direction: Float64Array): Float64Array =>
    Float64Array.from({ length: rows }, (_, i) => dot(values.subarray(i * width, (i + 1) * width), direction));
  return { x: along(directions[0]), y: along(directions[1]) };
}
