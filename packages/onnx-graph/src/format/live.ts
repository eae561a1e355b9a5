import type { Graph } from '../graph/graph';
import type { GraphNode } from '../graph/node';
import type { Value } from '../graph/value';

/** What the outputs of a graph need: nodes and values of it and of its loop bodies. The rest is not written. */
export interface Live {
  readonly nodes: ReadonlySet<GraphNode>;
  readonly values: ReadonlySet<Value>;
}

export function liveParts(graph: Graph): Live {
  const nodes = new Set<GraphNode>();
  const values = new Set<Value>();
  const stack = graph.outputs.map((output) => output.value);
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (values.has(value)) continue;
    values.add(value);
    const node = value.producer;
    if (node === undefined || nodes.has(node)) continue;
    nodes.add(node);
    for (const input of node.inputs) if (input !== undefined) stack.push(input);
    for (const attribute of Object.values(node.attributes)) {
      if (attribute.kind === 'graph') stack.push(...attribute.value.outputs.map((output) => output.value));
    }
  }
  return { nodes, values };
}
