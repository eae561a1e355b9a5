import { HeadwaterError } from '@headwater/contracts';
import {
  deserialise,
  gather,
  gatherElements,
  Graph,
  logSoftmax,
  serialise,
  squeeze,
  unsqueeze,
  type Value,
} from '@headwater/onnx-graph';
import { columnWalk } from './column-walk';
import type { Layout } from './layout';
import { servedSpecs, weight } from './network';

/**
 * The weights of a sampler model as a model that scores rows. Made from model.onnx when it is asked for, so that every
 * bundle can be scored.
 *
 * Inputs: `order` int32 [D]; `codes` int32 [D, rows], by column. Output: `logs` float32 [D, rows], row t for the t-th
 * column of the order: log of the probability of the row's code given the columns before, in nats.
 * Throws MODEL_BUNDLE_INVALID when the model is not a sampler of this family.
 */
export function scorerModel(sampler: Uint8Array, layout: Layout): Uint8Array {
  const stored = new Map(deserialise(sampler).graph.initializers.map((value) => [value.name, value]));
  const hidden = stored.get('in.bias')?.shape[0];
  let blocks = 0;
  while (stored.has(`block${blocks + 1}.a.weight`)) blocks++;
  if (typeof hidden !== 'number' || blocks === 0) throw notASampler();
  const size = { hidden, blocks };
  const g = new Graph();
  const order = g.input('order', 'int32', [layout.columns]);
  const codes = g.input('codes', 'int32', [layout.columns, 'rows']);
  const w: Record<string, Value> = {};
  for (const { name } of servedSpecs(layout, size)) {
    const data = stored.get(name)?.constant;
    if (data !== undefined) w[name] = g.initializer(name, data);
    // Of a single column nothing is fed back, so that its sampler was written without them.
    else if (name !== 'in.weight' || layout.columns > 1) throw notASampler();
  }
  const output = { weight: weight(w, 'out.weight'), bias: weight(w, 'out.bias') };
  const logs = columnWalk(g, layout, size, w, { order, output }, ({ column, logits, isFirst }) => {
    const code = gather(codes, column);
    const logs = logSoftmax(logits, 1);
    const kept = isFirst
      ? gather(squeeze(logs, [0]), code)
      : squeeze(gatherElements(logs, unsqueeze(code, [1]), 1), [1]);
    return { code, kept };
  });
  g.output('logs', logs);
  return serialise(g, { name: 'masked-autoregressive-scorer' });
}

function notASampler(): HeadwaterError {
  return new HeadwaterError('MODEL_BUNDLE_INVALID', 'model.onnx holds no masked autoregressive sampler', {
    hint: 'Restore the bundle or train again.',
  });
}
