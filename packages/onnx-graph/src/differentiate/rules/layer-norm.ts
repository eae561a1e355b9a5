import { numberAttribute } from '../../graph/node';
import { normaliseAxis } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { add, div, mul, sub } from '../../ops/arithmetic';
import { countOver } from '../../ops/count';
import { neg, sqrt } from '../../ops/elementwise';
import { reduceMean } from '../../ops/reduce';
import { materialise, sumTo } from '../broadcast';
import { defineGradient } from '../rule';

/**
 * With x̂ = (x - mean)·r, r = 1/sqrt(variance + ε) and h the gradient of x̂: dx = r·(h - mean(h) - x̂·mean(h·x̂)).
 * In float32 the mean and r come from the node itself, and second derivatives return through those outputs.
 */
defineGradient('LayerNormalization', ({ node, inputs, gradients, needed }) => {
  const [x, scale] = inputs as [Value, Value];
  const bias = node.inputs[2];
  const y = node.outputs[0] as Value;
  const axis = normaliseAxis(numberAttribute(node.attributes, 'axis', -1), x.shape.length, node.name);
  const axes = x.shape.map((_, i) => i).slice(axis);
  const [average, rate] =
    x.type === 'float32'
      ? (node.outputs.slice(1) as [Value, Value])
      : statistics(x, axes, numberAttribute(node.attributes, 'epsilon', 1e-5));
  const normal = mul(sub(x, average), rate);
  const [g, ofAverage, ofRate] = gradients;
  const parts: Value[] = [];
  if (g !== undefined && needed[0]) {
    const h = mul(materialise(g, y), scale);
    const centred = sub(h, reduceMean(h, axes, true));
    parts.push(mul(sub(centred, mul(normal, reduceMean(mul(h, normal), axes, true))), rate));
  }
  const count = countOver(x, axes);
  if (ofAverage !== undefined) parts.push(div(ofAverage, count));
  if (ofRate !== undefined) parts.push(neg(mul(div(ofRate, count), mul(normal, mul(rate, rate)))));
  return [
    needed[0] && parts.length > 0 ? parts.reduce((sum, part) => add(sum, part)) : undefined,
    g !== undefined && needed[1] ? sumTo(mul(g, normal), y, scale) : undefined,
    g !== undefined && needed[2] && bias !== undefined ? sumTo(g, y, bias) : undefined,
  ];
});

/** Mean and 1/sqrt(variance + ε) in the precision of x, where the node keeps them in float32 only. */
function statistics(x: Value, axes: readonly number[], epsilon: number): [Value, Value] {
  const average = reduceMean(x, axes, true);
  const centred = sub(x, average);
  return [average, div(1, sqrt(add(reduceMean(mul(centred, centred), axes, true), epsilon)))];
}
