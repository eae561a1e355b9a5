import { add, gather, gemm, loop, mul, unsqueeze, type Graph, type Value } from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { hiddenState, weight, type NetworkSize, type Weights } from './network';

/** What happens at one column of the walk. */
export interface WalkStep {
  /** int64 []: how many columns came before. */
  iteration: Value;
  /** int32 []: the column. */
  column: Value;
  /** float32 [rows, codes]: its logits given the columns before. */
  logits: Value;
}

/**
 * Takes the columns of a batch of rows one after the other, in `order` (int32 [D]); `visit` says which code each row has
 * there, int32 [rows], and what to keep of it. The first layer is kept as a running sum: a code adds one row of its
 * weights. Returns what was kept, [D, ...].
 *
 * `like` is any value with one entry a row in its last dimension and D in its first; `output` replaces the output layer.
 */
export function columnWalk(
  g: Graph,
  layout: Layout,
  size: NetworkSize,
  weights: Weights,
  { order, like, output }: { order: Value; like: Value; output: { weight: Value; bias: Value } },
  visit: (step: WalkStep) => { code: Value; kept: Value },
): Value {
  const offsets = g.initializer('offsets', {
    type: 'int32',
    shape: [layout.columns + 1],
    data: Int32Array.from(layout.offsets),
  });
  // The bias once a row: every row picks entry 0 of a list of one.
  const none = mul(gather(like, g.constant(0, [], 'int64')), 0);
  const start = gather(unsqueeze(weight(weights, 'in.bias'), [0]), none);
  const { scans } = loop({
    trips: g.constant(layout.columns, [], 'int64'),
    carried: [start],
    body: (_, { iteration, carried: [sums] }) => {
      const column = gather(order, iteration);
      const from = gather(offsets, column);
      const to = gather(offsets, add(column, 1));
      const state = hiddenState(sums as Value, weights, size.blocks);
      const logits = gemm(state, cut(output.weight, from, to), cut(output.bias, from, to), { transB: true });
      const { code, kept } = visit({ iteration, column, logits });
      const next = add(
        add(sums as Value, gather(weight(weights, 'in.weight'), add(code, from))),
        gather(weight(weights, 'in.weight'), add(column, layout.total)),
      );
      return { carried: [next], scans: [kept] };
    },
  });
  return scans[0] as Value;
}

/** Rows from .. to of `x`, the codes of one column: how many is known only when the graph runs. */
function cut(x: Value, from: Value, to: Value): Value {
  const axes = from.graph.constant([0], [1], 'int32');
  const shape = ['codes', ...x.shape.slice(1)];
  return from.graph.add('Slice', [x, unsqueeze(from, [0]), unsqueeze(to, [0]), axes], {}, [shape])[0] as Value;
}
