import { Graph, cast, gemm, quantisedMatmul, quantiseWeights, relu, toFloat16, type Value } from '../../src';

/** Two layers of 16, made up. */
export function halfWeights(): Float32Array[] {
  return [1, 2].map((layer) => Float32Array.from({ length: 256 }, (_, i) => Math.sin(i * i + layer) / 4));
}

/** A network in float32, with weights stored in half precision, or with all its products in it. */
export function halfModel(kind: 'full' | 'stored' | 'computed'): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['n', 16]);
  let h = kind === 'computed' ? cast(x, 'float16') : x;
  halfWeights().forEach((data, i) => {
    const weights: Value =
      kind === 'full'
        ? graph.initializer(`w${i}`, { type: 'float32', shape: [16, 16], data })
        : graph.initializer(`w${i}`, { type: 'float16', shape: [16, 16], data: toFloat16(data) });
    h = relu(gemm(h, kind === 'stored' ? cast(weights, 'float32') : weights));
  });
  graph.output('y', cast(h, 'float32'));
  return graph;
}

/** The same network with whole-number weights. */
export function quantisedModel(bits: 7 | 8 = 7): Graph {
  const graph = new Graph();
  let h: Value = graph.input('x', 'float32', ['n', 16]);
  halfWeights().forEach((values, i) => {
    const { data, scale, shape } = quantiseWeights(values, [16, 16], bits);
    const weights = graph.initializer(`w${i}`, { type: 'int8', shape, data });
    h = relu(quantisedMatmul(h, weights, graph.initializer(`s${i}`, { type: 'float32', shape: [16], data: scale })));
  });
  graph.output('y', h);
  return graph;
}
