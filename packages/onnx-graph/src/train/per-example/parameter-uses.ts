import { isFloat } from '../../graph/element-type';
import { graphError } from '../../graph/graph-error';
import type { GraphNode } from '../../graph/node';
import { formatShape } from '../../graph/shape';
import type { Value } from '../../graph/value';
import { neededNodes } from './needed-nodes';
import { keepsRows } from './row-wise';

/** A place where a parameter enters the computation of the losses. */
export interface ParameterUse {
  readonly parameter: Value;
  readonly node: GraphNode;
  /** Which of the node's inputs it is. */
  readonly input: number;
  /** The node's first output, with the examples along dimension 0. */
  readonly output: Value;
}

/**
 * Every use of the parameters on the way to `losses` [examples], after a proof that each loss depends on its own row of
 * every use's output alone: only then are the rows of the outputs' gradients those of single examples.
 * @throws HeadwaterError GRAPH_INVALID for losses that are no float vector, a use whose output does not have the examples
 *   along dimension 0, and an operator after it that may mix examples (a mean over the batch, batch normalisation)
 */
export function parameterUses(losses: Value, parameters: readonly Value[]): ParameterUse[] {
  const [count] = losses.shape;
  if (losses.shape.length !== 1 || count === undefined || !isFloat(losses.type)) {
    throw graphError(
      `losses ${losses.name}`,
      `they are ${losses.type} ${formatShape(losses.shape)}, not one float loss an example`,
      'Reduce over all dimensions but the first.',
    );
  }
  const wanted = new Set<Value | undefined>(parameters);
  const examples = new Set<Value | undefined>();
  const uses: ParameterUse[] = [];
  for (const node of neededNodes(losses)) {
    // Sizes hold nothing of the values.
    if (node.op === 'Shape') continue;
    const own = node.inputs.flatMap((parameter, input): ParameterUse[] =>
      parameter === undefined || !wanted.has(parameter) || isStopped(node)
        ? []
        : [{ parameter, node, input, output: node.outputs[0] as Value }],
    );
    const rows = node.inputs.map((input) => examples.has(input));
    if (own.length === 0 && !rows.includes(true)) continue;
    if (rows.includes(true) && !keepsRows(node, rows))
      throw unsupported(node, 'it may mix examples', 'Let every loss depend on its own example only.');
    if (node.outputs.some(({ shape }) => shape[0] !== count))
      throw unsupported(
        node,
        `its output ${formatShape((node.outputs[0] as Value).shape)} does not have the ${count} examples along dimension 0`,
        'Let parameters enter by gemm, matmul, gather or element-wise operators with examples along dimension 0.',
      );
    uses.push(...own);
    node.outputs.forEach((output) => examples.add(output));
  }
  return uses;
}

/** Whether a node is a stopGradient(): a parameter behind it is a constant there. */
function isStopped({ op, inputs, outputs }: GraphNode): boolean {
  return op === 'Cast' && inputs[0]?.type === outputs[0]?.type;
}

/** GRAPH_INVALID for a node that per-example gradients cannot be taken through. */
export function unsupported(node: GraphNode, why: string, hint: string): Error {
  return graphError(`${node.op} ${node.name}`, `no per-example gradients through it: ${why}`, hint);
}
