/** Activations, norms, losses and networks made of them: the functions of test/reference/onnx-graph/layers.py. */
const projections = require('./projections.cjs');

const build = (ops) => ({
  silu: ops.silu,
  mish: ops.mish,
  softsign: ops.softsign,
  selu: ops.selu,
  hardSigmoid: ops.hardSigmoid,
  hardSwish: ops.hardSwish,
  logSigmoid: ops.logSigmoid,
  prelu: ops.prelu,
  glu: (x) => ops.glu(x),
  gluSwish: (x) => ops.glu(x, 0, ops.silu),
  gumbelSoftmax: (logits, noise) => ops.gumbelSoftmax(logits, noise, { temperature: 0.7 }),
  gumbelSoftmaxHard: (logits, noise) => ops.gumbelSoftmax(logits, noise, { temperature: 0.7, hard: true }),
  l1Norm: (x) => ops.l1Norm(x, [1]),
  l2Norm: (x) => ops.l2Norm(x, [0, 2], true),
  l2NormEpsilon: (x) => ops.l2Norm(x, undefined, false, 0.01),
  variance: (x) => ops.variance(x, [0, 2]),
  reduceLogSumExp: (x) => ops.reduceLogSumExp(x, [0, 2]),
  reduceLogSumExpAll: (x) => ops.reduceLogSumExp(x),
  meanSquaredError: (a, b) => ops.meanSquaredError(a, b),
  huber: (a, b) => ops.huber(a, b, 0.8),
  gaussianKl: (mean, logVariance) => ops.gaussianKl({ mean, logVariance }),
  gaussianKlOfTwo: (m, v, mean, logVariance) => ops.gaussianKl({ mean: m, logVariance: v }, { mean, logVariance }),
  gaussianNegativeLogLikelihood: ops.gaussianNegativeLogLikelihood,
  variationalAutoencoder: (x, w, m, v, d) => {
    const h = ops.silu(ops.matmul(x, w));
    const [mean, logVariance] = [ops.matmul(h, m), ops.matmul(h, v)];
    const noise = x.graph.constant(
      Array.from({ length: 8 }, (_, i) => Math.cos(i)),
      [4, 2],
      x.type,
    );
    const rebuilt = ops.matmul(ops.add(mean, ops.mul(ops.exp(ops.mul(logVariance, 0.5)), noise)), d);
    const divergence = ops.mean(ops.reduceSum(ops.gaussianKl({ mean, logVariance }), [1]));
    return ops.add(ops.meanSquaredError(rebuilt, x), ops.mul(divergence, 0.1));
  },
  criticPenalty: (x, w, v) => {
    const h = ops.silu(ops.conv(x, w, undefined, { stride: 2, padding: 1 }));
    const [slope] = ops.gradients(ops.reduceSum(ops.conv(h, v)), [x]);
    return ops.mean(ops.square(ops.sub(ops.l2Norm(slope, [1, 2]), 1)));
  },
  transformerBlock: (x, s, ...rest) => {
    const [t, up, down] = rest.slice(8);
    const attended = ops.multiHeadAttention(ops.rmsNorm(x, s), projections(rest), { heads: 2, causal: true });
    const h = ops.add(x, attended);
    return ops.add(h, ops.matmul(ops.glu(ops.matmul(ops.rmsNorm(h, t), up), -1, ops.silu), down));
  },
  generatorNetwork: (z, w, scale, bias, v) => {
    const larger = ops.convTranspose(z, w, undefined, { stride: 2, padding: 1, outputPadding: 1 });
    const statistics = { scale, bias, runningMean: bias, runningVariance: scale };
    const h = ops.silu(ops.batchNormTraining(larger, statistics).output);
    return ops.tanh(ops.convTranspose(h, v, undefined, { stride: 2 }));
  },
});

const float32 = ['mish', 'logSigmoid', 'criticPenalty', 'generatorNetwork'];
// Straight-through values have the gradient of others.
const differences = { gumbelSoftmaxHard: false, generatorNetwork: 3e-3 };
const tolerance = { generatorNetwork: 1e-5 };
const dynamic = {
  glu: [['n', 6]],
  l2Norm: [['a', 'b', 'c']],
  variance: [['a', 'b', 'c']],
  reduceLogSumExp: [['a', 'b', 'c']],
  meanSquaredError: [
    ['n', 'm'],
    ['n', 'm'],
  ],
  gaussianKl: [
    ['n', 'm'],
    ['n', 'm'],
  ],
};

module.exports = (engine) => ({ builders: build(engine), float32, differences, tolerance, dynamic });
