/** Convolution and pooling: the functions of test/reference/onnx-graph/layers.py. ONNX Runtime has them in float32 only. */
const build = (ops) => {
  const conv = (options) => (x, w, b) => ops.conv(x, w, b, options);
  const transposed = (options) => (x, w, b) => ops.convTranspose(x, w, b, options);
  return {
    conv1d: conv(),
    conv1dSame: conv({ padding: 'same', dilation: 2 }),
    conv1dLeftover: conv({ stride: 3, padding: 1, dilation: 2 }),
    conv2d: conv(),
    conv2dStride: conv({ stride: [2, 1], padding: [1, 2] }),
    conv2dDilated: conv({ stride: 2, padding: 1, dilation: [1, 2] }),
    conv2dGroups: conv({ stride: 2, padding: 1, groups: 2 }),
    conv2dDepthwise: conv({ dilation: 2, groups: 3 }),
    conv2dNoBias: conv(),
    conv2dUneven: conv({ stride: 2, padding: { before: [0, 1], after: [2, 0] } }),
    convTranspose1d: transposed({ stride: 2, padding: 1 }),
    convTranspose1dSame: transposed({ padding: 1 }),
    convTranspose2d: transposed(),
    convTranspose2dOutputPadding: transposed({ stride: [2, 3], padding: 1, outputPadding: [1, 2] }),
    convTranspose2dGroups: transposed({ stride: 2, outputPadding: 1, groups: 2 }),
    convTranspose2dDilated: transposed({ stride: 2, dilation: [2, 3], padding: 1 }),
    averagePool1d: (x) => ops.averagePool(x, 3, { stride: 2 }),
    averagePool2d: (x) => ops.averagePool(x, [3, 2], { stride: [2, 1], padding: 1 }),
    averagePool2dInside: (x) => ops.averagePool(x, 3, { stride: 2, padding: 1, countPadding: false }),
    maxPool1d: (x) => ops.maxPool(x, 2),
    maxPool2d: (x) => ops.tanh(ops.maxPool(x, 3, { stride: 1, padding: 1 })),
    maxPool2dDilated: (x) => ops.tanh(ops.maxPool(x, 2, { stride: 1, dilation: 2 })),
  };
};

const convolutions = [
  'conv1d',
  'conv1dSame',
  'conv1dLeftover',
  'conv2d',
  'conv2dStride',
  'conv2dDilated',
  'conv2dGroups',
  'conv2dDepthwise',
  'conv2dNoBias',
  'conv2dUneven',
  'convTranspose1d',
  'convTranspose1dSame',
  'convTranspose2d',
  'convTranspose2dOutputPadding',
  'convTranspose2dGroups',
  'convTranspose2dDilated',
  'averagePool1d',
  'averagePool2d',
  'averagePool2dInside',
];
const float32 = convolutions;
// Linear in each input: differences are exact at any step, and a large one loses the fewest digits.
const differences = Object.fromEntries(convolutions.map((name) => [name, 1]));
const dynamic = {
  conv1d: [['n', 3, 7], [4, 3, 3], [4]],
  conv1dSame: [['n', 2, 'length'], [3, 2, 5], [3]],
  conv1dLeftover: [['n', 2, 9], [3, 2, 3], [3]],
  conv2dGroups: [['n', 4, 5, 5], [6, 2, 3, 3], [6]],
  conv2dDepthwise: [['n', 3, 4, 4], [6, 1, 2, 2], [6]],
  convTranspose1dSame: [['n', 2, 'length'], [2, 3, 3], [3]],
  convTranspose2dGroups: [['n', 4, 3, 3], [4, 3, 2, 2], [6]],
  averagePool2d: [['n', 2, 5, 4]],
  maxPool2d: [['n', 2, 5, 5]],
};

module.exports = (engine) => ({ builders: build(engine), float32, differences, dynamic });
