import * as ops from '../../src';
import type { Graph, Value } from '../../src';

type Build = (...inputs: Value[]) => Value;

const int64 = (graph: Graph, values: readonly number[], shape: readonly number[]): Value =>
  graph.constant(values, shape, 'int64');
const int32 = (graph: Graph, values: readonly number[], shape: readonly number[]): Value =>
  graph.constant(values, shape, 'int32');
const pattern = (x: Value): Value => x.graph.constant([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], [3, 4], x.type);

/** The operators under test, by the names of test/reference/onnx-graph/gradients.py, whose functions they repeat. */
export const OPERATOR_CASES: Record<string, Build> = {
  neg: ops.neg,
  exp: ops.exp,
  sigmoid: ops.sigmoid,
  tanh: ops.tanh,
  erf: ops.erf,
  sin: ops.sin,
  cos: ops.cos,
  softplus: ops.softplus,
  square: ops.square,
  identity: ops.identity,
  gelu: ops.gelu,
  log: ops.log,
  sqrt: ops.sqrt,
  reciprocal: ops.reciprocal,
  abs: ops.abs,
  relu: ops.relu,
  elu: ops.elu,
  leakyRelu: (x) => ops.leakyRelu(x, 0.01),
  clip: (x) => ops.clip(x, -0.8, 0.7),
  clipBelow: (x) => ops.clip(x, -0.3, undefined),
  ...arithmeticCases('add', ops.add),
  ...arithmeticCases('sub', ops.sub),
  ...arithmeticCases('mul', ops.mul),
  ...arithmeticCases('div', ops.div),
  pow: ops.pow,
  powRow: ops.pow,
  pow2: (x) => ops.pow(x, 2),
  pow3: (x) => ops.pow(x, 3),
  'pow0.5': (x) => ops.pow(x, 0.5),
  'pow-1.5': (x) => ops.pow(x, -1.5),
  maximum: ops.maximum,
  minimum: ops.minimum,
  maximumTie: ops.maximum,
  where: (a, b) =>
    ops.where(
      ops.equal(
        ops.mod(
          int64(
            a.graph,
            Array.from({ length: 12 }, (_, i) => i),
            [3, 4],
          ),
          3,
        ),
        0,
      ),
      a,
      b,
    ),
  castThroughFloat: (x) => ops.cast(ops.cast(x, 'float32'), x.type),
  gemm00: (a, b, c) => ops.gemm(a, b, c, { alpha: 0.75, beta: 1.25 }),
  gemm01: (a, b, c) => ops.gemm(a, b, c, { alpha: 0.75, beta: 1.25, transB: true }),
  gemm10: (a, b, c) => ops.gemm(a, b, c, { alpha: 0.75, beta: 1.25, transA: true }),
  gemm11: (a, b, c) => ops.gemm(a, b, c, { alpha: 0.75, beta: 1.25, transA: true, transB: true }),
  gemmNoBias: (a, b) => ops.gemm(a, b),
  gemmColumnBias: (a, b, c) => ops.gemm(a, b, c),
  matmul: ops.matmul,
  matmulBatch: ops.matmul,
  matmulRows: ops.matmul,
  matmulBroadcast: ops.matmul,
  matmulLeft: ops.matmul,
  softmax0: (x) => ops.softmax(x, 0),
  softmax1: (x) => ops.softmax(x, 1),
  softmax2: (x) => ops.softmax(x, -1),
  logSoftmax0: (x) => ops.logSoftmax(x, 0),
  logSoftmax1: (x) => ops.logSoftmax(x, 1),
  logSoftmax2: (x) => ops.logSoftmax(x, -1),
  logSumExp: (x) => ops.logSumExp(x, 1),
  softmaxCrossEntropy: (x) => ops.softmaxCrossEntropy(x, int32(x.graph, [2, 0, 3], [3])),
  binaryCrossEntropy: (x) => ops.binaryCrossEntropy(x, pattern(x)),
  ...reductionCases('Sum', ops.reduceSum),
  ...reductionCases('Mean', ops.reduceMean),
  ...reductionCases('Max', ops.reduceMax),
  ...reductionCases('Min', ops.reduceMin),
  reduceMaxTie: (x) => ops.reduceMax(x, [1]),
  cumSum: (x) => ops.cumSum(x, 1),
  cumSumExclusive: (x) => ops.cumSum(x, 0, { exclusive: true }),
  cumSumReverse: (x) => ops.cumSum(x, 1, { reverse: true }),
  layerNorm: (x, scale, bias) => ops.layerNorm(x, scale, bias),
  layerNormNoBias: (x, scale) => ops.layerNorm(x, scale),
  layerNormAxis1: (x, scale, bias) => ops.layerNorm(x, scale, bias, { axis: 1, epsilon: 2 ** -10 }),
  gather0: (x) => ops.gather(x, int32(x.graph, [0, 2, 2, 2, 4, 0], [3, 2])),
  gather1: (x) => ops.gather(x, int32(x.graph, [0, 2, 2, 2, 4, 0], [3, 2]), 1),
  gatherVector: (x) => ops.gather(x, int64(x.graph, [1, 1, 1, 4], [4])),
  gatherElements: (x) => ops.gatherElements(x, int32(x.graph, [0, 2, 1, 1, 3, 0], [3, 2]), 1),
  gatherND: (x) => ops.gatherND(x, int64(x.graph, [0, 1, 2, 3, 0, 1], [3, 2])),
  scatterElements: (x, u) => ops.scatterElements(x, int32(x.graph, [0, 2, 1, 3, 3, 0], [3, 2]), u, 1),
  scatterElementsAdd: (x, u) => ops.scatterElements(x, int32(x.graph, [0, 2, 1, 1, 3, 0], [3, 2]), u, 1, 'add'),
  scatterND: (x, u) => ops.scatterND(x, int64(x.graph, [0, 1, 2, 3], [2, 2]), u),
  slice: (x) => ops.slice(x, { axis: 0, start: 1, end: 3 }, { axis: 1, start: -4 }),
  sliceStep: (x) => ops.slice(x, { axis: 1, start: 1, end: 6, step: 2 }),
  sliceBack: (x) => ops.slice(x, { axis: 0, step: -1 }),
  dynamicSlice: (x) => ops.dynamicSlice(x, ops.reduceSum(int64(x.graph, [1, 1], [2])), 3),
  pad: (x) => ops.pad(x, [2, 0], [0, 1]),
  concat: (a, b, c) => ops.concat([a, b, c], 1),
  split: (x) => {
    const [first, , last] = ops.split(x, [1, 3, 2], 1) as [Value, Value, Value];
    return ops.mul(first, ops.reduceSum(last, [1], true));
  },
  reshape: (x) => ops.mul(ops.reshape(x, [2, 6]), x.graph.constant([0, 1, 2, 3, 4, 5], [6], x.type)),
  transpose: (x) => ops.transpose(x, [2, 0, 1]),
  expand: (x) => ops.expand(x, [2, 3, 4]),
  unsqueezeSqueeze: (x) => ops.mul(ops.unsqueeze(x, [1]), ops.unsqueeze(ops.squeeze(ops.unsqueeze(x, [0]), [0]), [1])),
  dropout: (x) => ops.dropout(x, pattern(x), 0.5),
  sharedUse: (x) => ops.add(ops.mul(ops.exp(x), x), ops.tanh(ops.exp(x))),
  embeddingSum: (table, w) =>
    ops.tanh(ops.matmul(ops.reduceSum(ops.gather(table, int32(table.graph, [1, 4, 4, 4], [2, 2])), [1]), w)),
  residualNetwork: (x, w0, b0, w1, b1, w2, b2) => {
    const h = ops.tanh(ops.gemm(x, w0, b0));
    return ops.logSoftmax(ops.gemm(ops.add(h, ops.tanh(ops.gemm(h, w1, b1))), w2, b2), 1);
  },
  gradientPenalty: (x, w0, b0, w1) => {
    const critic = ops.reduceSum(ops.matmul(ops.tanh(ops.gemm(x, w0, b0)), w1));
    const [slope] = ops.gradients(critic, [x]) as [Value];
    return ops.mean(ops.square(ops.sub(ops.sqrt(ops.reduceSum(ops.square(slope), [1])), 1)));
  },
};

function arithmeticCases(name: string, build: Build): Record<string, Build> {
  return { [name]: build, [`${name}Row`]: build, [`${name}Column`]: build, [`${name}Outer`]: build };
}

function reductionCases(
  name: string,
  reduce: (x: Value, axes?: readonly number[], keepdims?: boolean) => Value,
): Record<string, Build> {
  return {
    [`reduce${name}1`]: (x) => reduce(x, [1]),
    [`reduce${name}02Keep`]: (x) => reduce(x, [0, 2], true),
    [`reduce${name}All`]: (x) => reduce(x),
  };
}
