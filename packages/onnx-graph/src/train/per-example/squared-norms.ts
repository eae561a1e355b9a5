import { sizeOf } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { add, mul, square } from '../../ops/arithmetic';
import { oneHot } from '../../ops/generate';
import { concat } from '../../ops/join';
import { cast, equal } from '../../ops/logic';
import { matmul } from '../../ops/matrix';
import { reduceSum } from '../../ops/reduce';
import { reshape, transpose, unsqueeze } from '../../ops/reshape';
import type { Contribution } from './contribution';

type Outer = Extract<Contribution, { kind: 'outer' }>;
type Rows = Extract<Contribution, { kind: 'rows' }>;

/**
 * ‖g_b‖² of every example b, [B], where g_b is the sum of the contributions to one parameter of `shape`.
 *
 * For g = Σ_t left_t ⊗ right_t, ‖g‖² = Σ_{t,u} (left_t·left_u)(right_t·right_u): with one position that is
 * ‖left‖²·‖right‖² (Goodfellow 2015, arXiv 1510.01799), with more the product of two T × T tables, the ghost norm of Li
 * et al. (2022), section 4. Where T² exceeds the parameter's size, g itself is cheaper (Bu et al. 2022, arXiv 2205.10683).
 */
export function squaredNorms(contributions: readonly Contribution[], shape: readonly number[]): Value {
  const matrix = [shape[0] ?? 1, sizeOf(shape.slice(1))] as const;
  const rows = contributions.filter((part) => part.kind === 'rows');
  if (rows.length === contributions.length) return rowNorms(joinRows(rows));
  if (contributions.some(({ kind }) => kind === 'whole')) {
    const parts = contributions.map((part) =>
      part.kind === 'whole' ? part.gradient : explicit(asOuter(part, matrix[0]), sizeOf(shape)),
    );
    return reduceSum(square(parts.reduce((sum, part) => add(sum, part))), [1]);
  }
  const outer = (contributions as readonly (Outer | Rows)[]).map((part) => asOuter(part, matrix[0]));
  return outerNorms(
    { kind: 'outer', left: joined(outer.map(({ left }) => left)), right: joined(outer.map(({ right }) => right)) },
    sizeOf(shape),
  );
}

function outerNorms(part: Outer, size: number): Value {
  const { left, right } = part;
  const count = left.shape[1];
  if (count === 1) return mul(reduceSum(square(left), [1, 2]), reduceSum(square(right), [1, 2]));
  if (typeof count === 'number' && count * count > size) return reduceSum(square(explicit(part, size)), [1]);
  return reduceSum(mul(products(left), products(right)), [1, 2]);
}

/** Rows of a table: two positions meet where they hit the same row. */
function rowNorms({ index, right }: Rows): Value {
  if (index.shape[1] === 1) return reduceSum(square(right), [1, 2]);
  const same = cast(equal(unsqueeze(index, [2]), unsqueeze(index, [1])), right.type);
  return reduceSum(mul(same, products(right)), [1, 2]);
}

/** All inner products of positions, [B, T, c] to [B, T, T]. */
function products(x: Value): Value {
  return matmul(x, transpose(x, [0, 2, 1]));
}

/** The gradients themselves, [B, size]. */
function explicit({ left, right }: Outer, size: number): Value {
  return reshape(matmul(transpose(left, [0, 2, 1]), right), [left.shape[0] as number | string, size]);
}

function asOuter(part: Outer | Rows, rows: number): Outer {
  return part.kind === 'outer'
    ? part
    : { kind: 'outer', left: oneHot(part.index, rows, part.right.type), right: part.right };
}

function joinRows(parts: readonly Rows[]): Rows {
  return {
    kind: 'rows',
    index: joined(parts.map(({ index }) => index)),
    right: joined(parts.map(({ right }) => right)),
  };
}

/** Parts one after the other along dimension 1. */
function joined(parts: readonly Value[]): Value {
  return parts.length === 1 ? (parts[0] as Value) : concat(parts, 1);
}
