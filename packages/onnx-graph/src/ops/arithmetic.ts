import { graphOf } from '../graph/graph';
import { graphError } from '../graph/graph-error';
import { defineOperator, type NodeContext, type OutputType } from '../graph/operator';
import { broadcastShapes, broadcastsTo, type Shape } from '../graph/shape';
import { numbersOf } from '../graph/tensor-data';
import type { Operand, Value } from '../graph/value';
import { sameTypes } from './inference';
import { emit, pair } from './operand';

function broadcastOutput(context: NodeContext): OutputType[] {
  const [a, b] = [context.input(0), context.input(1)];
  const type = sameTypes(context, [a, b]);
  if (type === 'bool') throw graphError(context.where, 'arithmetic on bool', 'Use cast() to make it a number.');
  return [{ type, shape: broadcastShapes(a.shape, b.shape, context.where) }];
}

for (const op of ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Mod']) defineOperator(op, broadcastOutput);
defineOperator('Pow', (context) => {
  const [a, b] = [context.input(0), context.input(1)];
  return [{ type: a.type, shape: broadcastShapes(a.shape, b.shape, context.where) }];
});

/** Whether every element of a constant is `number`; so that x + 0, x · 1 and x / 1 need no node. */
function isAll({ constant }: Value, number: number): boolean {
  if (constant === undefined || constant.data.length > 64) return false;
  return numbersOf(constant).every((x) => x === number);
}

function leaves(neutral: Value, number: number, shape: Shape): boolean {
  return isAll(neutral, number) && broadcastsTo(neutral.shape, shape);
}

/** The number of a float scalar constant: products of these, which gradients are full of, are worked out at once. */
function scalarOf({ constant, type }: Value): number | undefined {
  if (type !== 'float32' && type !== 'float64') return undefined;
  return constant?.shape.length === 0 ? Number(constant.data[0]) : undefined;
}

/** a + b, broadcasting. */
export function add(a: Operand, b: Operand): Value {
  const [x, y] = pair(a, b);
  if (x.type === y.type && leaves(y, 0, x.shape)) return x;
  if (x.type === y.type && leaves(x, 0, y.shape)) return y;
  return emit('Add', [x, y]);
}

/** a - b, broadcasting. */
export function sub(a: Operand, b: Operand): Value {
  const [x, y] = pair(a, b);
  return x.type === y.type && leaves(y, 0, x.shape) ? x : emit('Sub', [x, y]);
}

/** a · b, broadcasting. */
export function mul(a: Operand, b: Operand): Value {
  const [x, y] = pair(a, b);
  if (x.type === y.type) {
    if (leaves(y, 1, x.shape)) return x;
    if (leaves(x, 1, y.shape)) return y;
    const [left, right] = [scalarOf(x), scalarOf(y)];
    if (left !== undefined && right !== undefined) return graphOf(x, y).constant(left * right, [], x.type);
  }
  return emit('Mul', [x, y]);
}

/** a / b, broadcasting; whole-number types round toward zero. */
export function div(a: Operand, b: Operand): Value {
  const [x, y] = pair(a, b);
  return x.type === y.type && leaves(y, 1, x.shape) ? x : emit('Div', [x, y]);
}

/** a to the power b, broadcasting. A gradient with respect to b needs a > 0. */
export function pow(a: Operand, b: Operand): Value {
  return emit('Pow', pair(a, b));
}

/** x · x */
export function square(x: Value): Value {
  return mul(x, x);
}

/** The larger of two, broadcasting; a gradient is halved between equals. */
export function maximum(a: Operand, b: Operand): Value {
  return emit('Max', pair(a, b));
}

/** The smaller of two, broadcasting; a gradient is halved between equals. */
export function minimum(a: Operand, b: Operand): Value {
  return emit('Min', pair(a, b));
}

/** Remainder of whole numbers, with the divisor's sign. */
export function mod(a: Operand, b: Operand): Value {
  return emit('Mod', pair(a, b));
}
