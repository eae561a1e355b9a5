/** Operators element by element: the functions of test/reference/onnx-graph/gradients.py. */
const build = (ops) => ({
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
  ...broadcasts('add', ops.add),
  ...broadcasts('sub', ops.sub),
  ...broadcasts('mul', ops.mul),
  ...broadcasts('div', ops.div),
  pow: ops.pow,
  powRow: ops.pow,
  pow2: (x) => ops.pow(x, 2),
  pow3: (x) => ops.pow(x, 3),
  'pow0.5': (x) => ops.pow(x, 0.5),
  'pow-1.5': (x) => ops.pow(x, -1.5),
  maximum: ops.maximum,
  minimum: ops.minimum,
  maximumTie: ops.maximum,
  where: (a, b) => ops.where(ops.equal(ops.mod(counting(a.graph, 12, [3, 4]), 3), 0), a, b),
  castThroughFloat: (x) => ops.cast(ops.cast(x, 'float32'), x.type),
});

const counting = (graph, length, shape) =>
  graph.constant(
    Array.from({ length }, (_, i) => i),
    shape,
    'int64',
  );

function broadcasts(name, build) {
  return { [name]: build, [`${name}Row`]: build, [`${name}Column`]: build, [`${name}Outer`]: build };
}

const float32 = ['erf', 'gelu', 'softplus'];
const differences = { castThroughFloat: false };
const tolerance = { castThroughFloat: 1e-7 };
const dynamic = {
  sigmoid: [['n', 'm']],
  addRow: [['n', 'm'], ['m']],
  mulColumn: [
    ['n', 1],
    ['n', 4],
  ],
  divOuter: [
    ['a', 1, 'c'],
    ['b', 1],
  ],
  where: [[3, 4], [4]],
};

module.exports = (engine) => ({ builders: build(engine), float32, differences, tolerance, dynamic });
