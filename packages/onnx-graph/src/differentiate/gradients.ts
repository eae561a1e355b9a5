import { isFloat } from '../graph/element-type';
import { graphError } from '../graph/graph-error';
import type { GraphNode } from '../graph/node';
import { formatShape } from '../graph/shape';
import type { Value } from '../graph/value';
import { add } from '../ops/arithmetic';
import { zerosLike } from '../ops/generate';
import { materialise } from './broadcast';
import { gradientRuleOf } from './rule';
import './rules';

/**
 * Reverse-mode differentiation, graph to graph: the gradients of a scalar with respect to values it was computed from,
 * each of that value's shape and made of operators in the same graph, so that gradients can be differentiated again.
 * Zeros for a value the loss does not depend on. Nodes the loss does not need, or that no value in `wrt` reaches, cost
 * nothing.
 * @throws HeadwaterError GRAPH_INVALID when the loss is no float scalar, or an operator on the way has no gradient
 */
export function gradients(loss: Value, wrt: readonly Value[]): Value[] {
  if (loss.shape.length !== 0 || !isFloat(loss.type)) {
    throw graphError(
      `gradients of ${loss.name}`,
      `the loss is ${loss.type} ${formatShape(loss.shape)}, not a float scalar`,
      'Reduce it with mean() or reduceSum().',
    );
  }
  const path = nodesBetween(loss, wrt);
  const contributions = new Map<Value, Value>([[loss, loss.graph.constant(1, [], loss.type)]]);
  const accumulate = (value: Value, gradient: Value): void => {
    const sum = contributions.get(value);
    contributions.set(value, sum === undefined ? gradient : add(sum, gradient));
  };
  for (const node of path.nodes.reverse()) {
    const outputs = node.outputs.map((output) => contributions.get(output));
    const at = outputs.findIndex((gradient) => gradient !== undefined);
    if (at < 0) continue;
    const needed = node.inputs.map((input) => input !== undefined && path.reached.has(input) && isFloat(input.type));
    const rule = gradientRuleOf(node.op);
    if (rule === undefined) throw graphError(`${node.op} ${node.name}`, `operator ${node.op} has no gradient`);
    const context = {
      node,
      inputs: node.inputs as readonly Value[],
      output: node.outputs[at] as Value,
      gradient: outputs[at] as Value,
      gradients: outputs,
      needed,
    };
    rule(context).forEach((gradient, i) => {
      const input = node.inputs[i];
      if (gradient !== undefined && input !== undefined && needed[i] === true) accumulate(input, gradient);
    });
  }
  return wrt.map((value) => {
    const gradient = contributions.get(value);
    return gradient === undefined ? zerosLike(value) : materialise(gradient, value);
  });
}

/** The nodes from `wrt` to the loss in topological order, and the values that depend on `wrt`. */
function nodesBetween(loss: Value, wrt: readonly Value[]): { nodes: GraphNode[]; reached: Set<Value> } {
  const reached = new Set<Value>(wrt);
  const nodes: GraphNode[] = [];
  for (const node of ancestors(loss)) {
    if (!node.inputs.some((input) => input !== undefined && reached.has(input))) continue;
    nodes.push(node);
    node.outputs.forEach((output) => reached.add(output));
  }
  return { nodes, reached };
}

/** Every node `value` is computed from, inputs before users; a stack of its own, as graphs can be deep. */
function ancestors(value: Value): GraphNode[] {
  const done = new Set<GraphNode>();
  const order: GraphNode[] = [];
  const stack: { node: GraphNode; next: number }[] = [];
  const visit = (producer: GraphNode | undefined): void => {
    if (producer === undefined || done.has(producer)) return;
    done.add(producer);
    stack.push({ node: producer, next: 0 });
  };
  visit(value.producer);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next < top.node.inputs.length) visit(top.node.inputs[top.next++]?.producer);
    else order.push((stack.pop() as { node: GraphNode }).node);
  }
  return order;
}
