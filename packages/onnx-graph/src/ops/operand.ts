import type { ElementType } from '../graph/element-type';
import { type Graph, graphOf } from '../graph/graph';
import type { Attributes } from '../graph/node';
import type { Shape } from '../graph/shape';
import type { Operand, Value } from '../graph/value';

/** A number as a scalar constant of `type`, a value as it is. */
export function asValue(operand: Operand, graph: Graph, type: ElementType): Value {
  return typeof operand === 'number' ? graph.constant(operand, [], type) : operand;
}

/** Two operands as values of one graph; a number takes the other's type. */
export function pair(a: Operand, b: Operand): [Value, Value] {
  const graph = graphOf(a, b);
  const type = typeof a === 'object' ? a.type : (b as Value).type;
  return [asValue(a, graph, type), asValue(b, graph, type)];
}

/** Adds a node with one output to the innermost graph of its inputs. */
export function emit(
  op: string,
  inputs: readonly (Value | undefined)[],
  attributes: Attributes = {},
  declared?: Shape,
): Value {
  const outputs = graphOf(...inputs).add(op, inputs, attributes, declared === undefined ? [] : [declared]);
  return outputs[0] as Value;
}

/** The constant vector of int64 that axes, shapes and sizes are given as. */
export function int64s(graph: Graph, values: readonly number[]): Value {
  return graph.constant(values, [values.length], 'int64');
}
