import { add, concat, gather, gemm, loop, unsqueeze, type Graph, type Value } from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { hiddenState, weight, type NetworkSize, type Weights } from './network';

/** What happens at one column of the walk. */
export interface WalkStep {
  /** int64 []: how many columns came before. */
  iteration: Value;
  /** int32 []: the column. */
  column: Value;
  /** float32 [rows, codes]: its logits given the columns before; [1, codes] at the first column, where nothing is given. */
  logits: Value;
  isFirst: boolean;
}

/** What was found at one column. */
interface Visited {
  column: Value;
  /** int32 []: where the column's codes begin. */
  from: Value;
  code: Value;
  kept: Value;
}

/**
 * Takes the columns of a batch of rows one after the other, in `order` (int32 [D]); `visit` says which code each row has
 * there, int32 [rows], and what to keep of it, [rows]. The first layer is kept as a running sum: a code adds one row of its
 * weights. The first column is worked out once for all rows: nothing tells them apart yet. Returns what was kept,
 * [D, rows]. `output` replaces the output layer. Input weights of [W, H] have each column's "observed" row added to those of its
 * codes; of [W + D, H], as bundles of the first format have them, they do not. A walk of one column asks for none of them.
 */
export function columnWalk(
  g: Graph,
  layout: Layout,
  size: NetworkSize,
  weights: Weights,
  { order, output }: { order: Value; output: { weight: Value; bias: Value } },
  visit: (step: WalkStep) => { code: Value; kept: Value },
): Value {
  const offsets = g.initializer('offsets', {
    type: 'int32',
    shape: [layout.columns + 1],
    data: Int32Array.from(layout.offsets),
  });
  const visited = (iteration: Value, sums: Value, isFirst: boolean): Visited => {
    const column = gather(order, iteration);
    const from = gather(offsets, column);
    const to = gather(offsets, add(column, 1));
    const state = hiddenState(sums, weights, size.blocks);
    const logits = gemm(state, cut(output.weight, from, to), cut(output.bias, from, to), { transB: true });
    return { column, from, ...visit({ iteration, column, logits, isFirst }) };
  };
  const observed = (sums: Value, { column, from, code }: Visited): Value => {
    const input = weight(weights, 'in.weight');
    const taken = add(sums, gather(input, add(code, from)));
    const isFolded = input.shape[0] === layout.total;
    return isFolded ? taken : add(taken, gather(input, add(column, layout.total)));
  };
  const start = unsqueeze(weight(weights, 'in.bias'), [0]);
  const first = visited(g.constant(0, [], 'int64'), start, true);
  if (layout.columns === 1) return unsqueeze(first.kept, [0]);
  const afterFirst = observed(start, first);
  const firstKept = unsqueeze(first.kept, [0]);
  const { scans } = loop({
    trips: g.constant(layout.columns - 1, [], 'int64'),
    carried: [afterFirst],
    body: (_, { iteration, carried: [sums] }) => {
      const at = visited(add(iteration, 1), sums as Value, false);
      return { carried: [observed(sums as Value, at)], scans: [at.kept] };
    },
  });
  return concat([firstKept, scans[0] as Value], 0);
}

/** Rows from .. to of `x`, the codes of one column: how many is known only when the graph runs. */
function cut(x: Value, from: Value, to: Value): Value {
  const axes = from.graph.constant([0], [1], 'int32');
  const shape = ['codes', ...x.shape.slice(1)];
  return from.graph.add('Slice', [x, unsqueeze(from, [0]), unsqueeze(to, [0]), axes], {}, [shape])[0] as Value;
}
