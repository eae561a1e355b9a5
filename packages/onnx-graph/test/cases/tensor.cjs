/** Products, reductions, and what moves elements about: the functions of test/reference/onnx-graph/gradients.py. */
const int64 = (graph, values, shape) => graph.constant(values, shape, 'int64');
const int32 = (graph, values, shape) => graph.constant(values, shape, 'int32');
const pattern = (x) => x.graph.constant([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], [3, 4], x.type);

const build = (ops) => ({
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
  ...reductions('Sum', ops.reduceSum),
  ...reductions('Mean', ops.reduceMean),
  ...reductions('Max', ops.reduceMax),
  ...reductions('Min', ops.reduceMin),
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
    const [first, , last] = ops.split(x, [1, 3, 2], 1);
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
    const [slope] = ops.gradients(critic, [x]);
    return ops.mean(ops.square(ops.sub(ops.sqrt(ops.reduceSum(ops.square(slope), [1])), 1)));
  },
});

function reductions(name, reduce) {
  return {
    [`reduce${name}1`]: (x) => reduce(x, [1]),
    [`reduce${name}02Keep`]: (x) => reduce(x, [0, 2], true),
    [`reduce${name}All`]: (x) => reduce(x),
  };
}

const float32 = ['binaryCrossEntropy'];
const differences = { reduceMaxTie: false };
const dynamic = {
  gemm00: [['n', 4], [4, 5], [5]],
  gemm11: [['k', 3], [5, 'k'], [5]],
  gemmColumnBias: [
    ['n', 'k'],
    ['k', 'm'],
    ['n', 1],
  ],
  matmulBatch: [
    ['b', 3, 4],
    ['b', 4, 5],
  ],
  matmulRows: [
    ['b', 'n', 4],
    [4, 5],
  ],
  matmulBroadcast: [
    ['b', 1, 3, 4],
    [3, 4, 2],
  ],
  softmax2: [['a', 'b', 'c']],
  logSoftmax0: [['a', 'b', 'c']],
  logSumExp: [['n', 'm']],
  reduceSum1: [['a', 'b', 'c']],
  reduceMean02Keep: [['a', 'b', 'c']],
  reduceMeanAll: [['a', 'b', 'c']],
  reduceMax02Keep: [['a', 'b', 'c']],
  cumSum: [['n', 'm']],
  layerNorm: [['n', 5], [5], [5]],
  layerNormAxis1: [
    ['n', 'a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ],
  gather0: [['n', 3]],
  gather1: [['a', 'n', 3]],
  scatterElementsAdd: [
    [3, 'm'],
    [3, 2],
  ],
  slice: [['n', 'm']],
  dynamicSlice: [['n', 'm']],
  concat: [
    ['n', 'a'],
    ['n', 'b'],
    ['n', 'c'],
  ],
  transpose: [['a', 'b', 'c']],
  expand: [[3, 1]],
  unsqueezeSqueeze: [['n', 'm']],
  embeddingSum: [
    ['n', 3],
    [3, 2],
  ],
  residualNetwork: [['n', 3], [3, 5], [5], [5, 5], [5], [5, 3], [3]],
  gradientPenalty: [['n', 3], [3, 5], [5], [5, 1]],
};

module.exports = (engine) => ({ builders: build(engine), float32, differences, dynamic });
