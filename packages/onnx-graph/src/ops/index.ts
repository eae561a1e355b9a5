export {
  dropout,
  elu,
  gelu,
  glu,
  gumbelSoftmax,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  logSigmoid,
  mish,
  prelu,
  selu,
  silu,
  softsign,
  type GumbelSoftmaxOptions,
} from './activation';
export { add, div, maximum, minimum, mod, mul, pow, square, sub } from './arithmetic';
export {
  multiHeadAttention,
  scaledDotProductAttention,
  type AttentionOptions,
  type AttentionWeights,
  type MultiHeadAttentionOptions,
} from './attention';
export { conv, convTranspose, type TransposedConvolutionOptions } from './convolution';
export type { ConvolutionOptions, PerDimension } from './convolution-geometry';
export {
  abs,
  ceil,
  cos,
  erf,
  exp,
  floor,
  identity,
  log,
  neg,
  reciprocal,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  softplus,
  sqrt,
  tanh,
} from './elementwise';
export { embedding, sinusoidalEmbedding } from './embedding';
export { gather, gatherElements, gatherND } from './gather';
export { filled, oneHot, range, zerosLike } from './generate';
export { concat, split } from './join';
export { layerNorm, type LayerNormOptions } from './layer-norm';
export {
  and,
  cast,
  clip,
  equal,
  greater,
  greaterOrEqual,
  isNaN,
  less,
  lessOrEqual,
  not,
  or,
  stopGradient,
  where,
} from './logic';
export {
  binaryCrossEntropy,
  gaussianKl,
  gaussianNegativeLogLikelihood,
  huber,
  meanSquaredError,
  softmaxCrossEntropy,
  type Gaussian,
} from './loss';
export { loop, type LoopBody, type LoopOptions } from './loop';
export { gemm, matmul, type GemmOptions } from './matrix';
export { l1Norm, l2Norm, variance } from './norm';
export {
  batchNormInference,
  batchNormTraining,
  groupNorm,
  instanceNorm,
  rmsNorm,
  type BatchNormOptions,
  type BatchNormParameters,
  type BatchNormResult,
  type NormalisationOptions,
  type RmsNormOptions,
} from './normalisation';
export { averagePool, maxPool, type AveragePoolOptions, type MaxPoolOptions, type PoolOptions } from './pool';
export { dynamicQuantise, matmulInteger, quantisedMatmul, quantiseWeights, type QuantisedWeights } from './quantised';
export { argMax, cumSum, mean, reduceMax, reduceMean, reduceMin, reduceSum, type CumSumOptions } from './reduce';
export {
  declareShape,
  expand,
  reshape,
  reshapeLike,
  shapeOf,
  sizeAlong,
  squeeze,
  swapLastTwo,
  transpose,
  unsqueeze,
} from './reshape';
export { scatterElements, scatterND, type ScatterReduction } from './scatter';
export { dynamicSlice, pad, slice, type SliceRange } from './slice';
export { logSoftmax, logSumExp, reduceLogSumExp, softmax } from './softmax';
