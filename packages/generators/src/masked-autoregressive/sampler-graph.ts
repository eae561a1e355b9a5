import {
  add,
  cast,
  cumSum,
  gather,
  gemm,
  Graph,
  greaterOrEqual,
  less,
  loop,
  mul,
  reduceMax,
  reduceSum,
  serialise,
  softmax,
  unsqueeze,
  where,
  type Value,
} from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { hiddenState, servedSpecs, weight, type NetworkSize } from './network';

/** Metadata of model.onnx that names the codec it belongs to. */
export const CODEC_KEY = 'headwater.codec.sha256';

/**
 * The sampler as an ONNX model, weights inside. Rows are drawn column by column in the order given, the first layer
 * kept as a running sum: a drawn code adds one row of its weights.
 *
 * Inputs: `order` int32 [D]; `noise` float32 [D, rows], uniform in (0, 1), row t for the t-th column drawn; `forced`
 * int32 [D, rows], by column, the code a row must have or -1; `allowed` float32 [W], 0 for codes that may be drawn and
 * -1e9 for others. Output: `codes` int32 [D, rows], row t for the t-th column drawn.
 */
export function samplerModel(
  layout: Layout,
  size: NetworkSize,
  weights: ReadonlyMap<string, Float32Array>,
  codecSha256: string,
): Uint8Array {
  const g = new Graph();
  const order = g.input('order', 'int32', [layout.columns]);
  const noise = g.input('noise', 'float32', [layout.columns, 'rows']);
  const forced = g.input('forced', 'int32', [layout.columns, 'rows']);
  const allowed = g.input('allowed', 'float32', [layout.total]);
  const w: Record<string, Value> = {};
  for (const { name, shape } of servedSpecs(layout, size))
    w[name] = g.initializer(name, { type: 'float32', shape, data: weights.get(name) as Float32Array });
  const offsets = g.initializer('offsets', {
    type: 'int32',
    shape: [layout.columns + 1],
    data: Int32Array.from(layout.offsets),
  });

  // The bias once a row: every row picks entry 0 of a list of one.
  const first = mul(gather(forced, g.constant(0, [], 'int64')), 0);
  const start = gather(unsqueeze(weight(w, 'in.bias'), [0]), first);
  const bias = add(weight(w, 'out.bias'), allowed);
  const { scans } = loop({
    trips: g.constant(layout.columns, [], 'int64'),
    carried: [start],
    body: (_, { iteration, carried: [sums] }) => {
      const column = gather(order, iteration);
      const from = gather(offsets, column);
      const to = gather(offsets, add(column, 1));
      const state = hiddenState(sums as Value, w, size.blocks);
      const logits = gemm(state, cut(weight(w, 'out.weight'), from, to), cut(bias, from, to), { transB: true });
      const drawn = draw(logits, gather(noise, iteration));
      const must = gather(forced, column);
      const code = where(greaterOrEqual(must, 0), must, drawn);
      const next = add(
        add(sums as Value, gather(weight(w, 'in.weight'), add(code, from))),
        gather(weight(w, 'in.weight'), add(column, layout.total)),
      );
      return { carried: [next], scans: [code] };
    },
  });
  g.output('codes', scans[0] as Value);
  return serialise(g, { name: 'masked-autoregressive-sampler', metadata: { [CODEC_KEY]: codecSha256 } });
}

/** Rows from .. to of `x`, the codes of one column: how many is known only when the graph runs. */
function cut(x: Value, from: Value, to: Value): Value {
  const axes = from.graph.constant([0], [1], 'int32');
  const shape = ['codes', ...x.shape.slice(1)];
  return from.graph.add('Slice', [x, unsqueeze(from, [0]), unsqueeze(to, [0]), axes], {}, [shape])[0] as Value;
}

/**
 * Inverse transform: the number of codes whose running probability stays below u times the total, [rows] int32. Codes of
 * probability 0 are never hit, as u > 0 and the total is what the last possible code reaches.
 */
function draw(logits: Value, u: Value): Value {
  const running = cumSum(softmax(logits, 1), 1);
  const target = mul(unsqueeze(u, [1]), reduceMax(running, [1], true));
  return cast(reduceSum(cast(less(running, target), 'float32'), [1]), 'int32');
}
