import { graphError } from '../graph/graph-error';
import { formatShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { add, mul } from './arithmetic';
import { range } from './generate';
import { lessOrEqual, where } from './logic';
import { matmul } from './matrix';
import { declareShape, reshape, sizeAlong, squeeze, swapLastTwo, transpose, unsqueeze } from './reshape';
import { softmax } from './softmax';

export interface AttentionOptions {
  /**
   * Broadcast to the scores [.., queries, keys]: numbers are added to them; of a bool mask, false takes a key away. A query
   * with every key taken away gives NaN.
   */
  readonly mask?: Value;
  /** Query i sees keys 0 … i only. */
  readonly causal?: boolean;
  /** What the scores are multiplied by; default 1 / √(size of a query). */
  readonly scale?: number;
}

/**
 * softmax(Q·Kᵀ · scale + mask) · V (Vaswani et al. 2017) for queries [.., n, d], keys [.., m, d] and values [.., m, e],
 * the leading dimensions broadcast: [.., n, e].
 * @throws HeadwaterError GRAPH_INVALID for shapes that do not fit
 */
export function scaledDotProductAttention(
  queries: Value,
  keys: Value,
  values: Value,
  options: AttentionOptions = {},
): Value {
  const at = `attention(${queries.name} ${formatShape(queries.shape)}, ${keys.name} ${formatShape(keys.shape)}, ${values.name} ${formatShape(values.shape)})`;
  const size = queries.shape.at(-1);
  if (typeof size !== 'number' || keys.shape.at(-1) !== size)
    throw graphError(at, `queries of size ${size} do not meet keys of size ${keys.shape.at(-1)}`);
  if (keys.shape.at(-2) !== values.shape.at(-2))
    throw graphError(at, `${keys.shape.at(-2)} keys do not go with ${values.shape.at(-2)} values`);
  let scores = matmul(scaled(queries, options.scale ?? 1 / Math.sqrt(size)), swapLastTwo(keys));
  if (options.mask !== undefined) scores = masked(scores, options.mask);
  if (options.causal === true) scores = masked(scores, causalMask(scores));
  return matmul(softmax(scores, -1), values);
}

/** ONNX Runtime takes a scalar into its product, where it keeps it as float32: too little for float64. */
function scaled(queries: Value, scale: number): Value {
  const size = queries.shape.at(-1) as number;
  if (queries.type !== 'float64') return mul(queries, scale);
  return mul(queries, queries.graph.constant(Array<number>(size).fill(scale), [size], 'float64'));
}

function masked(scores: Value, mask: Value): Value {
  return mask.type === 'bool' ? where(mask, scores, -Infinity) : add(scores, mask);
}

/** Whether key j is at or before query i, [queries, keys], whatever their numbers at run time. */
function causalMask(scores: Value): Value {
  const rank = scores.shape.length;
  const positions = (axis: number): Value => {
    const size = scores.shape[axis] as Dim;
    const limit = typeof size === 'number' ? size : squeeze(sizeAlong(scores, axis), [0]);
    return range(scores.graph, 0, limit);
  };
  const allowed = lessOrEqual(unsqueeze(positions(rank - 1), [0]), unsqueeze(positions(rank - 2), [1]));
  return declareShape(allowed, scores.shape.slice(-2));
}

/** The projections of a multi-head attention: matrices [size in, heads · head size], biases [heads · head size]. */
export interface AttentionWeights {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
  /** [heads · head size, size out] */
  readonly output: Value;
  readonly queryBias?: Value;
  readonly keyBias?: Value;
  readonly valueBias?: Value;
  readonly outputBias?: Value;
}

export interface MultiHeadAttentionOptions extends AttentionOptions {
  readonly heads: number;
  /** What is attended to, [batch, m, size]; default the input itself. */
  readonly memory?: Value;
}

/**
 * Multi-head attention (Vaswani et al. 2017, section 3.2.2) of `x` [batch, n, size] to itself, or to `memory`. A mask
 * broadcasts to [batch, heads, n, m].
 * @throws HeadwaterError GRAPH_INVALID for projections that do not make so many heads, and shapes that do not fit
 */
export function multiHeadAttention(x: Value, weights: AttentionWeights, options: MultiHeadAttentionOptions): Value {
  const { heads, memory = x, ...attention } = options;
  const split = (source: Value, matrix: Value, bias: Value | undefined): Value => {
    const at = `multiHeadAttention(${source.name} ${formatShape(source.shape)}, ${matrix.name} ${formatShape(matrix.shape)})`;
    const width = matrix.shape.at(-1);
    if (source.shape.length !== 3) throw graphError(at, `${source.name} is not [batch, length, size]`);
    if (!Number.isInteger(heads) || heads < 1 || typeof width !== 'number' || width % heads !== 0)
      throw graphError(at, `a projection to ${width} does not make ${heads} heads`);
    const [batch, length] = source.shape as [Dim, Dim, Dim];
    return transpose(reshape(project(source, matrix, bias), [batch, length, heads, width / heads]), [0, 2, 1, 3]);
  };
  const mixed = scaledDotProductAttention(
    split(x, weights.query, weights.queryBias),
    split(memory, weights.key, weights.keyBias),
    split(memory, weights.value, weights.valueBias),
    attention,
  );
  const [batch, , length, size] = mixed.shape as [Dim, Dim, Dim, number];
  const joined = reshape(transpose(mixed, [0, 2, 1, 3]), [batch, length, heads * size]);
  return project(joined, weights.output, weights.outputBias);
}

function project(x: Value, matrix: Value, bias: Value | undefined): Value {
  const product = matmul(x, matrix);
  return bias === undefined ? product : add(product, bias);
}
