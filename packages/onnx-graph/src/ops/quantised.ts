import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { defineOperator } from '../graph/operator';
import { broadcastShapes, formatShape, sameShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { mul } from './arithmetic';
import { requireType } from './inference';
import { cast } from './logic';
import { emit } from './operand';

defineOperator('DynamicQuantizeLinear', (context) => {
  const x = context.input(0);
  requireType(context, x, ['float32']);
  return [
    { type: 'uint8', shape: x.shape },
    { type: 'float32', shape: [] },
    { type: 'uint8', shape: [] },
  ];
});

defineOperator('MatMulInteger', (context) => {
  const [a, b] = [context.input(0), context.input(1)];
  requireType(context, a, ['uint8', 'int8']);
  requireType(context, b, ['uint8', 'int8']);
  if (a.shape.length < 2 || b.shape.length < 2)
    throw graphError(context.where, 'both factors need 2 dimensions or more', 'Use unsqueeze() on vectors.');
  const [columns, rows] = [a.shape.at(-1), b.shape.at(-2)];
  if (columns !== rows)
    throw graphError(context.where, `the inner dimensions are ${columns} (${a.name}) and ${rows} (${b.name})`);
  const lead = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), context.where);
  return [{ type: 'int32', shape: [...lead, a.shape.at(-2) as Dim, b.shape.at(-1) as Dim] }];
});

/** x ≈ scale · (quantised - zero), with the range of x found at run time. */
export interface Quantised {
  /** uint8, of the shape of x. */
  readonly quantised: Value;
  /** float32 scalar. */
  readonly scale: Value;
  /** uint8 scalar. */
  readonly zero: Value;
}

/** `x` (float32) in 256 steps between its least and largest value and 0. No gradient. */
export function dynamicQuantise(x: Value): Quantised {
  const [quantised, scale, zero] = graphOf(x).add('DynamicQuantizeLinear', [x]) as [Value, Value, Value];
  return { quantised, scale, zero };
}

/** (a - zeroA) · (b - zeroB) of 8-bit matrices [.., n, k] and [.., k, m] in int32, exactly. No gradient. */
export function matmulInteger(a: Value, b: Value, zeroA?: Value, zeroB?: Value): Value {
  const inputs = zeroB === undefined ? (zeroA === undefined ? [a, b] : [a, b, zeroA]) : [a, b, zeroA, zeroB];
  return emit('MatMulInteger', inputs);
}

/** A matrix [k, m] in whole numbers: one scale for each column. */
export interface QuantisedWeights {
  /** int8 [k, m] */
  readonly data: Int8Array;
  /** float32 [m] */
  readonly scale: Float32Array;
  readonly shape: readonly [number, number];
}

/**
 * Weights [k, m] rounded to whole numbers, symmetric around 0: weight ≈ scale · data. Seven bits (±63) are exact on every
 * processor; with eight (±127), twice as fine, the kernels for x86 processors without VNNI saturate sums of two products.
 * @throws HeadwaterError GRAPH_INVALID for another number of weights than the shape holds
 */
export function quantiseWeights(
  weights: Float32Array,
  shape: readonly [number, number],
  bits: 7 | 8 = 7,
): QuantisedWeights {
  const [rows, columns] = shape;
  if (weights.length !== rows * columns)
    throw graphError('quantiseWeights', `${weights.length} weights are not ${formatShape(shape)}`);
  const largest = 2 ** (bits - 1) - 1;
  const scale = new Float32Array(columns);
  weights.forEach((weight, i) => (scale[i % columns] = Math.max(scale[i % columns] as number, Math.abs(weight))));
  // A column of zeros keeps any scale.
  scale.forEach((peak, j) => (scale[j] = peak === 0 ? 1 : peak / largest));
  const data = Int8Array.from(weights, (weight, i) => Math.round(weight / (scale[i % columns] as number)));
  return { data, scale, shape };
}

/**
 * x · W for float32 `x` [.., n, k], with the data [k, m] and scale [m] of quantiseWeights() as values: `x` is quantised at
 * run time, the products are of whole numbers, the result [.., n, m] float32. For inference: it has no gradient.
 * @throws HeadwaterError GRAPH_INVALID where x and the weights do not fit
 */
export function quantisedMatmul(x: Value, weights: Value, scale: Value): Value {
  if (!sameShape(scale.shape, [weights.shape.at(-1) as Dim])) {
    throw graphError(
      `quantisedMatmul(${x.name} ${formatShape(x.shape)}, ${weights.name} ${formatShape(weights.shape)})`,
      `the scales are ${formatShape(scale.shape)}; needed is one a column`,
    );
  }
  const dynamic = dynamicQuantise(x);
  const product = matmulInteger(dynamic.quantised, weights, dynamic.zero);
  return mul(cast(product, 'float32'), mul(scale, dynamic.scale));
}
