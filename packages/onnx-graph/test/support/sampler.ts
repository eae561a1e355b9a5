import {
  Graph,
  add,
  argMax,
  cast,
  concat,
  gather,
  less,
  loop,
  mul,
  reduceSum,
  relu,
  gemm,
  cumSum,
  softmax,
  unsqueeze,
  type Value,
} from '../../src';

/** A sampler in one Loop: each trip draws a level from softmax(h·W) by one uniform a row, and adds the level's row to h. */
export function samplerGraph(): Graph {
  const graph = new Graph();
  const start = graph.input('start', 'float32', ['rows', 4]);
  const uniforms = graph.input('uniforms', 'float32', [3, 'rows']);
  const weights = graph.initializer('weights', {
    type: 'float32',
    shape: [4, 6],
    data: Float32Array.from({ length: 24 }, (_, i) => Math.sin(i)),
  });
  const embeddings = graph.initializer('embeddings', {
    type: 'float32',
    shape: [6, 4],
    data: Float32Array.from({ length: 24 }, (_, i) => Math.cos(i)),
  });
  const { carried, scans } = loop({
    trips: graph.constant(3, [], 'int64'),
    carried: [start],
    body: (body, { iteration, carried: [h] }) => {
      const cumulative = body.scoped('draw', () => cumSum(softmax(gemm(relu(h as Value), weights), 1), 1));
      const draw = unsqueeze(gather(uniforms, iteration), [1]);
      const level = reduceSum(cast(less(cumulative, draw), 'int32'), [1]);
      return { carried: [add(h as Value, gather(embeddings, level))], scans: [level] };
    },
  });
  graph.output('levels', scans[0] as Value);
  graph.output('state', carried[0] as Value);
  graph.output('start_again', start);
  graph.output('best', argMax(concat([carried[0] as Value, mul(start, 2)], 1), 1));
  return graph;
}
