import { numberAttribute } from '../../graph/node';
import { normaliseAxes } from '../../graph/shape';
import { numbersOf } from '../../graph/tensor-data';
import type { Value } from '../../graph/value';
import { div, mul, sub } from '../../ops/arithmetic';
import { countOver } from '../../ops/count';
import { exp } from '../../ops/elementwise';
import { cast, equal } from '../../ops/logic';
import { cumSum, reduceSum } from '../../ops/reduce';
import { unsqueeze } from '../../ops/reshape';
import { materialise } from '../broadcast';
import { defineGradient, type GradientContext } from '../rule';

function reducedAxes({ node, inputs }: GradientContext): number[] {
  const axes = node.inputs[1]?.constant;
  return normaliseAxes(axes === undefined ? undefined : numbersOf(axes), (inputs[0] as Value).shape.length, node.name);
}

/** The gradient, or the value, of a reduction with the reduced dimensions put back at size 1. */
function withReducedAxes(context: GradientContext, value: Value): Value {
  if (numberAttribute(context.node.attributes, 'keepdims', 1) === 1 || value.shape.every((dim) => dim === 1))
    return value;
  const full = value.shape.length === context.output.shape.length ? value : materialise(value, context.output);
  return unsqueeze(full, reducedAxes(context));
}

defineGradient('ReduceSum', (context) => [withReducedAxes(context, context.gradient)]);
defineGradient('ReduceMean', (context) => {
  const count = countOver(context.inputs[0] as Value, reducedAxes(context));
  const gradient = withReducedAxes(context, context.gradient);
  return [typeof count === 'number' ? mul(gradient, 1 / count) : div(gradient, count)];
});
for (const op of ['ReduceMax', 'ReduceMin']) {
  defineGradient(op, (context) => {
    const x = context.inputs[0] as Value;
    const chosen = cast(equal(x, withReducedAxes(context, context.output)), x.type);
    const share = div(withReducedAxes(context, context.gradient), reduceSum(chosen, reducedAxes(context), true));
    return [mul(chosen, share)];
  });
}

defineGradient('CumSum', ({ node, output, gradient }) => {
  const axis = Number(node.inputs[1]?.constant?.data[0]);
  const flag = (name: string): boolean => numberAttribute(node.attributes, name, 0) === 1;
  return [cumSum(materialise(gradient, output), axis, { exclusive: flag('exclusive'), reverse: !flag('reverse') })];
});

defineGradient('Softmax', ({ node, output, gradient }) => {
  const axis = numberAttribute(node.attributes, 'axis', -1);
  const weighted = mul(gradient, output);
  return [sub(weighted, mul(output, reduceSum(weighted, [axis], true)))];
});

defineGradient('LogSoftmax', ({ node, output, gradient }) => {
  const axis = numberAttribute(node.attributes, 'axis', -1);
  const g = materialise(gradient, output);
  return [sub(g, mul(exp(output), reduceSum(g, [axis], true)))];
});
