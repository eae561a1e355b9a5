import { graphError } from '../graph/graph-error';
import { float, int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { broadcastShapes, broadcastsTo, formatShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { requireRank, requireType, sameTypes } from './inference';
import { emit } from './operand';

defineOperator('Gemm', (context) => {
  const [a, b, c] = [context.input(0), context.input(1), context.inputs[2]];
  const type = sameTypes(context, c === undefined ? [a, b] : [a, b, c]);
  requireType(context, a, 'float');
  requireRank(context, a, 2);
  requireRank(context, b, 2);
  const [transA, transB] = [
    numberAttribute(context.attributes, 'transA', 0),
    numberAttribute(context.attributes, 'transB', 0),
  ];
  const [rows, inner] = (transA === 1 ? [...a.shape].reverse() : a.shape) as [Dim, Dim];
  const [innerB, columns] = (transB === 1 ? [...b.shape].reverse() : b.shape) as [Dim, Dim];
  if (inner !== innerB) {
    throw graphError(
      context.where,
      `the inner dimensions are ${inner} (${a.name}${transA ? ' transposed' : ''}) and ${innerB} (${b.name}${transB ? ' transposed' : ''})`,
    );
  }
  const shape = [rows, columns];
  if (c !== undefined && !broadcastsTo(c.shape, shape)) {
    throw graphError(
      context.where,
      `${c.name} ${formatShape(c.shape)} does not broadcast to the product ${formatShape(shape)}`,
    );
  }
  return [{ type, shape }];
});

defineOperator('MatMul', (context) => {
  const [a, b] = [context.input(0), context.input(1)];
  const type = sameTypes(context, [a, b]);
  if (a.shape.length < 2 || b.shape.length < 2)
    throw graphError(context.where, 'both factors need 2 dimensions or more', 'Use unsqueeze() on vectors.');
  const inner = [a.shape.at(-1) as Dim, b.shape.at(-2) as Dim];
  if (inner[0] !== inner[1])
    throw graphError(context.where, `the inner dimensions are ${inner[0]} (${a.name}) and ${inner[1]} (${b.name})`);
  const lead = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), context.where);
  return [{ type, shape: [...lead, a.shape.at(-2) as Dim, b.shape.at(-1) as Dim] }];
});

export interface GemmOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly alpha?: number;
  readonly beta?: number;
}

/** alpha · A·B + beta · C for matrices A [n, k] and B [k, m] (each transposed first on request), C broadcast to [n, m]. */
export function gemm(a: Value, b: Value, c?: Value, options: GemmOptions = {}): Value {
  return emit('Gemm', c === undefined ? [a, b] : [a, b, c], {
    ...(options.transA === true ? { transA: int(1) } : {}),
    ...(options.transB === true ? { transB: int(1) } : {}),
    ...(options.alpha === undefined || options.alpha === 1 ? {} : { alpha: float(options.alpha) }),
    ...(options.beta === undefined || options.beta === 1 || c === undefined ? {} : { beta: float(options.beta) }),
  });
}

/** Product over the last two dimensions [.., n, k] · [.., k, m]; the leading ones broadcast. */
export function matmul(a: Value, b: Value): Value {
  return emit('MatMul', [a, b]);
}
