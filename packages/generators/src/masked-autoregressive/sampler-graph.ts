import {
  add,
  cast,
  cumSum,
  gather,
  Graph,
  greaterOrEqual,
  less,
  mul,
  reduceMax,
  reduceSum,
  serialise,
  softmax,
  unsqueeze,
  where,
  type Value,
} from '@headwater/onnx-graph';
import { columnWalk } from './column-walk';
import type { Layout } from './layout';
import { servedSpecs, weight, type NetworkSize } from './network';

/** Metadata of model.onnx that names the codec it belongs to. */
export const CODEC_KEY = 'headwater.codec.sha256';

/**
 * The sampler as an ONNX model, weights inside. Rows are drawn column by column in the order given.
 *
 * Inputs: `order` int32 [D]; `noise` float32 [D, rows], uniform in (0, 1), row t for the t-th column drawn; `forced`
 * int32 [D, rows], by column, the code a row must have or -1; `allowed` float32 [W], added to the logits: 0 for codes that
 * may be drawn and -1e9 for others; `sharpness` float32 [], what the model's own logits are multiplied by: 1 over the
 * temperature. Output: `codes` int32 [D, rows], row t for the t-th column drawn.
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
  const sharpness = g.input('sharpness', 'float32', []);
  const w: Record<string, Value> = {};
  for (const { name, shape } of servedSpecs(layout, size).filter((spec) => spec.name !== 'in.weight'))
    w[name] = g.initializer(name, { type: 'float32', shape, data: weights.get(name) as Float32Array });
  w['in.weight'] = g.initializer('in.weight', {
    type: 'float32',
    shape: [layout.total, size.hidden],
    data: withObserved(layout, size.hidden, weights.get('in.weight') as Float32Array),
  });
  const output = {
    weight: mul(weight(w, 'out.weight'), sharpness),
    bias: add(mul(weight(w, 'out.bias'), sharpness), allowed),
  };
  const codes = columnWalk(g, layout, size, w, { order, output }, ({ iteration, column, logits }) => {
    const must = gather(forced, column);
    const code = where(greaterOrEqual(must, 0), must, draw(logits, gather(noise, iteration)));
    return { code, kept: code };
  });
  g.output('codes', codes);
  return serialise(g, { name: 'masked-autoregressive-sampler', metadata: { [CODEC_KEY]: codecSha256 } });
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

/** Each code's input weights and those that say its column is observed, in one: they always come together. [W, H]. */
function withObserved({ columns, offsets, total }: Layout, hidden: number, weights: Float32Array): Float32Array {
  const out = weights.slice(0, total * hidden);
  for (let column = 0; column < columns; column++) {
    const observed = (total + column) * hidden;
    for (let at = (offsets[column] as number) * hidden; at < (offsets[column + 1] as number) * hidden; at++)
      out[at]! += weights[observed + (at % hidden)] as number;
  }
  return out;
}
