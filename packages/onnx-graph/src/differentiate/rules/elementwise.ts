import { add, div, mul, pow, sub } from '../../ops/arithmetic';
import { cos, exp, log, neg, reciprocal, sigmoid, sign, sin } from '../../ops/elementwise';
import { and, cast, equal, greater, greaterOrEqual, less, lessOrEqual, where } from '../../ops/logic';
import { isFloat } from '../../graph/element-type';
import { numbersOf } from '../../graph/tensor-data';
import type { Value } from '../../graph/value';
import { sumTo } from '../broadcast';
import { defineGradient, type GradientContext } from '../rule';

/** d/dx of one-operand functions: gradient times a factor. */
function factor(op: string, derivative: (x: Value, y: Value) => Value): void {
  defineGradient(op, ({ inputs, output, gradient }) => [mul(gradient, derivative(inputs[0] as Value, output))]);
}

factor('Exp', (_, y) => y);
factor('Log', (x) => reciprocal(x));
factor('Sqrt', (_, y) => div(0.5, y));
factor('Reciprocal', (_, y) => neg(mul(y, y)));
factor('Abs', (x) => sign(x));
// y is 0 or positive: its sign is the step function of x, without a comparison and a cast.
factor('Relu', (_, y) => sign(y));
factor('Sigmoid', (_, y) => mul(y, sub(1, y)));
factor('Tanh', (_, y) => sub(1, mul(y, y)));
factor('Softplus', (x) => sigmoid(x));
factor('Erf', (x) => mul(exp(neg(mul(x, x))), 2 / Math.sqrt(Math.PI)));
factor('Sin', (x) => cos(x));
factor('Cos', (x) => neg(sin(x)));
defineGradient('Neg', ({ gradient }) => [neg(gradient)]);
defineGradient('Identity', ({ gradient }) => [gradient]);
for (const op of [
  'Sign',
  'Floor',
  'Ceil',
  'Round',
  'Shape',
  'OneHot',
  'ArgMax',
  'Range',
  'Equal',
  'Less',
  'LessOrEqual',
  'Greater',
  'GreaterOrEqual',
  'And',
  'Or',
  'Not',
  'IsNaN',
]) {
  defineGradient(op, ({ inputs }) => inputs.map(() => undefined));
}

/** Two-operand functions: each side's gradient before the sum over dimensions it was broadcast along. */
function binary(op: string, left: (context: Sides) => Value, right: (context: Sides) => Value): void {
  defineGradient(op, (context) => {
    const sides = { ...context, a: context.inputs[0] as Value, b: context.inputs[1] as Value };
    return [
      context.needed[0] ? sumTo(left(sides), context.output, sides.a) : undefined,
      context.needed[1] ? sumTo(right(sides), context.output, sides.b) : undefined,
    ];
  });
}

interface Sides extends GradientContext {
  readonly a: Value;
  readonly b: Value;
}

binary(
  'Add',
  ({ gradient }) => gradient,
  ({ gradient }) => gradient,
);
binary(
  'Sub',
  ({ gradient }) => gradient,
  ({ gradient }) => neg(gradient),
);
binary(
  'Mul',
  ({ gradient, b }) => mul(gradient, b),
  ({ gradient, a }) => mul(gradient, a),
);
binary(
  'Div',
  ({ gradient, b }) => div(gradient, b),
  ({ gradient, b, output }) => neg(mul(gradient, div(output, b))),
);
binary(
  'Pow',
  ({ gradient, a, b, output }) => mul(gradient, powerSlope(a, b, output)),
  ({ gradient, a, output }) => mul(gradient, mul(output, log(a))),
);
binary(
  'Max',
  ({ gradient, a, b }) => mul(gradient, share(a, b, greater)),
  ({ gradient, a, b }) => mul(gradient, share(b, a, greater)),
);
binary(
  'Min',
  ({ gradient, a, b }) => mul(gradient, share(a, b, less)),
  ({ gradient, a, b }) => mul(gradient, share(b, a, less)),
);

function powerSlope(base: Value, exponent: Value, power: Value): Value {
  const [number, ...others] = exponent.constant === undefined ? [] : numbersOf(exponent.constant);
  if (number === 2 && others.length === 0) return mul(base, 2);
  if (number === 0.5 && others.length === 0) return div(0.5, power);
  return mul(exponent.type === base.type ? exponent : cast(exponent, base.type), pow(base, sub(exponent, 1)));
}

/** 1 where the side was chosen, a half where the two were equal. */
function share(side: Value, other: Value, chosen: (a: Value, b: Value) => Value): Value {
  return add(cast(chosen(side, other), side.type), mul(cast(equal(side, other), side.type), 0.5));
}

defineGradient('Where', ({ inputs, output, gradient, needed }) => {
  const [condition, a, b] = inputs as [Value, Value, Value];
  return [
    undefined,
    needed[1] ? sumTo(where(condition, gradient, 0), output, a) : undefined,
    needed[2] ? sumTo(where(condition, 0, gradient), output, b) : undefined,
  ];
});
defineGradient('Cast', ({ inputs, output, gradient }) => {
  const x = inputs[0] as Value;
  // A cast to the type it has is what stopGradient() leaves.
  return [isFloat(x.type) && x.type !== output.type ? cast(gradient, x.type) : undefined];
});
defineGradient('Clip', ({ node, inputs, gradient }) => {
  const x = inputs[0] as Value;
  const [, low, high] = node.inputs;
  const above = low === undefined ? undefined : greaterOrEqual(x, low);
  const below = high === undefined ? undefined : lessOrEqual(x, high);
  const within = above !== undefined && below !== undefined ? and(above, below) : (above ?? below);
  return [within === undefined ? gradient : mul(gradient, cast(within, x.type))];
});
