import { graphError } from '../../graph/graph-error';
import type { Graph } from '../../graph/graph';
import type { GraphNode } from '../../graph/node';
import type { Value } from '../../graph/value';

/**
 * The nodes that `value` is computed from, inputs before users.
 * @throws HeadwaterError GRAPH_INVALID for control flow among them: what its body reads does not show among its inputs
 */
export function neededNodes(value: Value): GraphNode[] {
  const graphs: Graph[] = [];
  for (let graph: Graph | undefined = value.graph; graph !== undefined; graph = graph.parent) graphs.unshift(graph);
  const needed = new Set<Value | undefined>([value]);
  const found: GraphNode[] = [];
  for (const node of graphs.flatMap((graph) => graph.nodes).reverse()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    if (Object.values(node.attributes).some(({ kind }) => kind === 'graph'))
      throw graphError(`${node.op} ${node.name}`, 'per-example gradients do not go through control flow');
    node.inputs.forEach((input) => needed.add(input));
    found.push(node);
  }
  return found.reverse();
}
