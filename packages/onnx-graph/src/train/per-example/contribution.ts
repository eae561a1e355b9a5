import { numberAttribute } from '../../graph/node';
import { isStatic, sizeOf, type Dim, type Shape } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { mul } from '../../ops/arithmetic';
import { neg } from '../../ops/elementwise';
import { filled } from '../../ops/generate';
import { layerNorm } from '../../ops/layer-norm';
import { reduceSum } from '../../ops/reduce';
import { reshape } from '../../ops/reshape';
import { unsupported, type ParameterUse } from './parameter-uses';

/** One use's part of a parameter's per-example gradients, in the form that is cheapest to take norms of. */
export type Contribution =
  /** Σ_t left[b,t,:] ⊗ right[b,t,:] of a matrix; left [B, T, rows], right [B, T, columns]. */
  | { readonly kind: 'outer'; readonly left: Value; readonly right: Value }
  /** right[b,t,:] added to row index[b,t]; index [B, T], right [B, T, columns]. */
  | { readonly kind: 'rows'; readonly index: Value; readonly right: Value }
  /** The gradients themselves, [B, size of the parameter]. */
  | { readonly kind: 'whole'; readonly gradient: Value };

/**
 * The part of one use, from `delta`, the gradient of the summed losses with respect to the use's output.
 * @throws HeadwaterError GRAPH_INVALID for a use that none of the forms describes
 */
export function contributionOf(use: ParameterUse, delta: Value): Contribution {
  const { node, input, parameter } = use;
  const other = node.inputs[1 - input];
  switch (`${node.op} ${input}`) {
    case 'Gemm 1': {
      const x = node.inputs[0] as Value;
      if (numberAttribute(node.attributes, 'transA', 0) === 1) break;
      const alpha = numberAttribute(node.attributes, 'alpha', 1);
      const scaled = alpha === 1 ? delta : mul(delta, alpha);
      const [left, right] = [positions(x, 1), positions(scaled, 1)];
      return numberAttribute(node.attributes, 'transB', 0) === 1
        ? { kind: 'outer', left: right, right: left }
        : { kind: 'outer', left, right };
    }
    case 'Gemm 2':
      return whole(use, mul(delta, numberAttribute(node.attributes, 'beta', 1)));
    case 'MatMul 1': {
      const x = node.inputs[0] as Value;
      if (parameter.shape.length !== 2 || x.shape.length !== delta.shape.length) break;
      return { kind: 'outer', left: positions(x, 1), right: positions(delta, 1) };
    }
    case 'Gather 0': {
      const index = node.inputs[1] as Value;
      if (numberAttribute(node.attributes, 'axis', 0) !== 0) break;
      const list = reshape(index, [index.shape[0] as Dim, flat(index.shape.slice(1))]);
      return { kind: 'rows', index: list, right: positions(delta, parameter.shape.length - 1) };
    }
    case 'Add 0':
    case 'Add 1':
    case 'Sub 0':
    case 'LayerNormalization 2':
      return whole(use, delta);
    case 'Sub 1':
      return whole(use, neg(delta));
    case 'Mul 0':
    case 'Mul 1':
      return whole(use, mul(delta, other as Value));
    case 'LayerNormalization 1':
      return whole(use, mul(delta, normalised(use)));
  }
  throw unsupported(
    node,
    `parameter ${parameter.name} enters as its input ${input}`,
    'Let it enter as the second factor of gemm or matmul, the table of gather, or an operand of add, sub or mul; ' +
      'scale the other factor where a weight is to be scaled.',
  );
}

/** Dimensions between the first and the last `inner` as one: [B, …, c…] to [B, T, c], c the product of the inner ones. */
function positions(x: Value, inner: number): Value {
  const split = x.shape.length - inner;
  return reshape(x, [x.shape[0] as Dim, flat(x.shape.slice(1, split)), sizeOf(x.shape.slice(split) as number[])]);
}

/** Their number, -1 for a reshape to work out where one has a name. */
function flat(dims: Shape): number {
  return isStatic(dims) ? sizeOf(dims) : -1;
}

/** Per-example gradients of an operand from those of the broadcast result, [B, size]. */
function whole({ node, parameter, output }: ParameterUse, gradient: Value): Contribution {
  const lead = output.shape.length - parameter.shape.length;
  if (lead <= 0 && parameter.shape[0] !== 1)
    throw unsupported(
      node,
      `parameter ${parameter.name} has a row for each example`,
      'Parameters belong to all examples: leave dimension 0 out, or give it size 1.',
    );
  const repeated = output.shape.flatMap((dim, axis) =>
    axis > 0 && (axis < lead || (parameter.shape[axis - lead] === 1 && dim !== 1)) ? [axis] : [],
  );
  const summed = repeated.length === 0 ? gradient : reduceSum(gradient, repeated, true);
  return { kind: 'whole', gradient: reshape(summed, [output.shape[0] as Dim, sizeOf(parameter.shape as number[])]) };
}

/** A layer normalisation's input, normalised and not yet scaled. */
function normalised({ node, parameter }: ParameterUse): Value {
  const ones = filled(parameter.graph, 1, parameter.shape, parameter.type);
  return layerNorm(node.inputs[0] as Value, ones, undefined, {
    axis: numberAttribute(node.attributes, 'axis', -1),
    epsilon: numberAttribute(node.attributes, 'epsilon', 1e-5),
  });
}
