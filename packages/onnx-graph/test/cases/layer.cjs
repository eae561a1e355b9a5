/** Normalisation, attention and embeddings: the functions of test/reference/onnx-graph/layers.py. */
const projections = require('./projections.cjs');

const build = (ops) => {
  const parameters = (scale, bias, runningMean, runningVariance) => ({ scale, bias, runningMean, runningVariance });
  const training = (epsilon) => (x, scale, bias) =>
    ops.batchNormTraining(x, parameters(scale, bias, bias, scale), { epsilon }).output;
  return {
    batchNormTraining: training(1e-5),
    batchNormTraining2d: training(1e-3),
    batchNormTrainingAverages: (x, mean, variance) => {
      const given = parameters(variance, mean, mean, variance);
      const { runningMean, runningVariance } = ops.batchNormTraining(x, given, { momentum: 0.3 });
      return ops.concat([ops.unsqueeze(runningMean, [0]), ops.unsqueeze(runningVariance, [0])], 0);
    },
    batchNormInference: (x, ...given) => ops.batchNormInference(x, parameters(...given)),
    instanceNorm: (x, scale, bias) => ops.instanceNorm(x, scale, bias),
    groupNorm: (x, scale, bias) => ops.groupNorm(x, 2, scale, bias),
    groupNormVector: (x, scale, bias) => ops.groupNorm(x, 2, scale, bias),
    rmsNorm: (x, scale) => ops.rmsNorm(x, scale),
    rmsNormAxis1: (x, scale) => ops.rmsNorm(x, scale, { axis: 1, epsilon: 1e-3 }),
    scaledDotProductAttention: (q, k, v) => ops.scaledDotProductAttention(q, k, v),
    scaledDotProductAttentionHeads: (q, k, v) => ops.scaledDotProductAttention(q, k, v, { scale: 0.3 }),
    scaledDotProductAttentionCausal: (q, k, v) => ops.scaledDotProductAttention(q, k, v, { causal: true }),
    scaledDotProductAttentionMask: (q, k, v, mask) => ops.scaledDotProductAttention(q, k, v, { mask }),
    scaledDotProductAttentionBoolMask: (q, k, v) => {
      const mask = q.graph.constant(Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1), [3, 4], 'bool');
      return ops.scaledDotProductAttention(q, k, v, { mask });
    },
    multiHeadAttention: (x, ...weights) => ops.multiHeadAttention(x, projections(weights), { heads: 2, causal: true }),
    multiHeadAttentionMemory: (x, memory, ...weights) =>
      ops.multiHeadAttention(x, projections(weights), { heads: 2, memory }),
    embedding: (table) => ops.tanh(ops.embedding(table, table.graph.constant([0, 2, 2, 2, 4, 0], [3, 2], 'int32'))),
    sinusoidalEmbedding: (positions) => ops.sinusoidalEmbedding(positions, 6),
  };
};

const projectionDims = (size) => [
  ...Array.from({ length: 4 }, () => [size, size]),
  ...Array.from({ length: 4 }, () => [size]),
];
// No gradient passes through the running averages, though they move with the batch.
const differences = { batchNormTrainingAverages: false };
const dynamic = {
  batchNormTraining: [['n', 3], [3], [3]],
  batchNormTraining2d: [['n', 3, 'h', 'w'], [3], [3]],
  batchNormTrainingAverages: [['n', 3, 2], [3], [3]],
  batchNormInference: [['n', 3, 'l'], [3], [3], [3], [3]],
  instanceNorm: [['n', 3, 'l'], [3], [3]],
  groupNorm: [['n', 4, 3, 2], [4], [4]],
  rmsNorm: [['n', 5], [5]],
  scaledDotProductAttention: [
    ['b', 'n', 4],
    ['b', 'm', 4],
    ['b', 'm', 3],
  ],
  scaledDotProductAttentionCausal: [
    ['b', 'n', 3],
    ['b', 'n', 3],
    ['b', 'n', 3],
  ],
  multiHeadAttention: [['b', 'n', 4], ...projectionDims(4)],
  multiHeadAttentionMemory: [['b', 'n', 4], ['b', 'm', 4], ...projectionDims(4)],
  sinusoidalEmbedding: [['b', 'n']],
};

module.exports = (engine) => ({ builders: build(engine), differences, dynamic });
