const size = (shape) => shape.reduce((a, b) => a * b, 1);
const wave = (length, frequency, phase) => Array.from({ length }, (_, i) => Math.cos(frequency * i + phase));

/**
 * The graph of a case: build(inputs), the loss of the recorded references (test/reference/onnx-graph/gradients.py), its
 * gradients and their gradients, as bytes. `dims` names dimensions that are to be dynamic.
 */
function differentiatedBytes(engine, { build, recorded }, type, dims) {
  const { inputs, output } = recorded;
  const graph = new engine.Graph();
  const xs = inputs.map(({ shape }, i) => graph.input(`x${i}`, type, dims?.[i] ?? shape));
  const out = build(...xs);
  const weighted = (x, shape, frequency, phase) => {
    const weights = graph.constant(wave(size(shape), frequency, phase), shape, type);
    return engine.reduceSum(engine.mul(x, engine.declareShape(weights, x.shape)));
  };
  const loss = weighted(out, output.shape, 0.7, 0.3);
  const first = engine.gradients(loss, xs);
  const zero = engine.filled(graph, 0, [], type);
  const secondLoss = first
    .map((gradient, i) => weighted(gradient, inputs[i].shape, 0.5, 0.1))
    .reduce((sum, term) => engine.add(sum, term), zero);
  const second = engine.gradients(secondLoss, xs);
  graph.output('output', out);
  graph.output('loss', loss);
  graph.output('secondLoss', secondLoss);
  first.forEach((gradient, i) => graph.output(`first${i}`, gradient));
  second.forEach((gradient, i) => graph.output(`second${i}`, gradient));
  return engine.serialise(graph, { name: 'differentiated' });
}

/** That graph as a function of lists of numbers. */
async function differentiatedModel(engine, tested, type = tested.type, { dims, threads = 1 } = {}) {
  const { inputs } = tested.recorded;
  const session = await engine.InferenceSession.load(differentiatedBytes(engine, tested, type, dims), { threads });
  const arrays = type === 'float64' ? Float64Array : Float32Array;
  return async (values = inputs.map(({ data }) => data)) => {
    const feeds = inputs.map(({ shape }, i) => [`x${i}`, { data: arrays.from(values[i]), shape }]);
    const results = await session.run(Object.fromEntries(feeds));
    const numbers = (name) => Array.from(results[name].data);
    return {
      output: numbers('output'),
      loss: numbers('loss')[0],
      secondLoss: numbers('secondLoss')[0],
      gradients: inputs.map((_, i) => numbers(`first${i}`)),
      second: inputs.map((_, i) => numbers(`second${i}`)),
    };
  };
}

/** Central differences of both losses in every element of every input, in the precision of the model. */
async function centralDifferences(run, { recorded }, step) {
  const values = recorded.inputs.map(({ data }) => data);
  const gradients = [];
  const second = [];
  for (const [i, input] of values.entries()) {
    const slopes = [];
    const curves = [];
    for (const j of input.keys()) {
      const moved = (by) => run(values.map((v, k) => (k === i ? v.map((x, n) => (n === j ? x + by : x)) : v)));
      const [up, down] = [await moved(step), await moved(-step)];
      slopes.push((up.loss - down.loss) / (2 * step));
      curves.push((up.secondLoss - down.secondLoss) / (2 * step));
    }
    gradients.push(slopes);
    second.push(curves);
  }
  return { gradients, second };
}

/** The step of a case's differences, undefined where they say nothing. */
function stepOf({ differences, type }) {
  if (differences === false) return undefined;
  return typeof differences === 'number' ? differences : type === 'float64' ? 1e-5 : 1e-2;
}

/** The largest |a - b| / (1 + |b|) over two lists of tensors, NaN where there is one. */
function largestError(a, b) {
  let worst = 0;
  b.forEach((list, i) => {
    if (a[i].length !== list.length) throw new Error(`${a[i].length} values against ${list.length}`);
    list.forEach((expected, j) => {
      const error = Math.abs(a[i][j] - expected) / (1 + Math.abs(expected));
      // NaN stays: no comparison with a tolerance holds for it.
      if (Number.isNaN(error) || error > worst) worst = error;
    });
  });
  return worst;
}

module.exports = { differentiatedBytes, differentiatedModel, centralDifferences, stepOf, largestError };
