import { graphError } from '../graph/graph-error';
import type { Value } from '../graph/value';
import { add, div, minimum, mul } from '../ops/arithmetic';
import { sqrt } from '../ops/elementwise';
import { reduceSum } from '../ops/reduce';

/** Euclidean norm of all gradients taken as one vector, a scalar. */
export function globalNorm(gradients: readonly Value[]): Value {
  const squares = gradients.map((gradient) => reduceSum(mul(gradient, gradient)));
  if (squares.length === 0) throw graphError('globalNorm', 'there are no gradients');
  return sqrt(squares.reduce((sum, square) => add(sum, square)));
}

/** Gradients scaled down together where their global norm exceeds `max` (Pascanu, Mikolov and Bengio 2013). */
export function clipByGlobalNorm(gradients: readonly Value[], max: number): { clipped: Value[]; norm: Value } {
  const norm = globalNorm(gradients);
  const scale = minimum(div(max, add(norm, 1e-6)), 1);
  return { clipped: gradients.map((gradient) => mul(gradient, scale)), norm };
}
