export { add, div, maximum, minimum, mod, mul, pow, square, sub } from './arithmetic';
export { binaryCrossEntropy, dropout, elu, gelu, leakyRelu, softmaxCrossEntropy } from './composed';
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
export { loop, type LoopBody, type LoopOptions } from './loop';
export { gemm, matmul, type GemmOptions } from './matrix';
export { argMax, cumSum, mean, reduceMax, reduceMean, reduceMin, reduceSum, type CumSumOptions } from './reduce';
export {
  declareShape,
  expand,
  reshape,
  reshapeLike,
  shapeOf,
  sizeAlong,
  squeeze,
  transpose,
  unsqueeze,
} from './reshape';
export { scatterElements, scatterND, type ScatterReduction } from './scatter';
export { dynamicSlice, pad, slice, type SliceRange } from './slice';
export { logSoftmax, logSumExp, softmax } from './softmax';
