import { graphError } from '../graph/graph-error';
import { graphOf } from '../graph/graph';
import { float, int, numberAttribute } from '../graph/node';
import { defineOperator } from '../graph/operator';
import { broadcastsTo, normaliseAxis } from '../graph/shape';
import type { Value } from '../graph/value';
import { requireType, sameTypes } from './inference';

defineOperator('LayerNormalization', (context) => {
  const [x, scale, bias] = [context.input(0), context.input(1), context.inputs[2]];
  requireType(context, x, 'float');
  const type = sameTypes(context, bias === undefined ? [x, scale] : [x, scale, bias]);
  const axis = normaliseAxis(numberAttribute(context.attributes, 'axis', -1), x.shape.length, context.where);
  for (const value of bias === undefined ? [scale] : [scale, bias]) {
    if (!broadcastsTo(value.shape, x.shape.slice(axis)))
      throw graphError(context.where, `${value.name} does not broadcast to the dimensions from ${axis} on`);
  }
  const kept = x.shape.map((dim, i) => (i < axis ? dim : 1));
  // Mean and reciprocal deviation are float32 whatever the type of x (stash_type 1).
  return [
    { type, shape: x.shape },
    { type: 'float32', shape: kept },
    { type: 'float32', shape: kept },
  ];
});

export interface LayerNormOptions {
  /** First of the dimensions normalised over; default the last one. */
  readonly axis?: number;
  readonly epsilon?: number;
}

/** (x - mean) / sqrt(variance + epsilon) · scale + bias over the last dimensions (Ba, Kiros and Hinton 2016). */
export function layerNorm(x: Value, scale: Value, bias?: Value, options: LayerNormOptions = {}): Value {
  const axis = normaliseAxis(options.axis ?? -1, x.shape.length, `LayerNormalization(${x.name})`);
  const outputs = graphOf(x, scale, bias).add(
    'LayerNormalization',
    bias === undefined ? [x, scale] : [x, scale, bias],
    {
      axis: int(axis),
      epsilon: float(options.epsilon ?? 1e-5),
    },
  );
  return outputs[0] as Value;
}
