import { intsAttribute, numberAttribute, type GraphNode } from '../../graph/node';
import { normaliseAxes } from '../../graph/shape';
import { numbersOf } from '../../graph/tensor-data';
import type { Value } from '../../graph/value';

/**
 * Whether row i of a node's output (along dimension 0) depends on rows i of its inputs alone, for the inputs that hold
 * examples along dimension 0 (`examples[k]` true); the other inputs are the same for all examples. Operators that are not
 * listed, like those that sum over dimension 0, are taken to mix examples.
 */
export function keepsRows(node: GraphNode, examples: readonly boolean[]): boolean {
  return RULES.get(node.op)?.(node, examples) ?? false;
}

type Rule = (node: GraphNode, examples: readonly boolean[]) => boolean;

const RULES = new Map<string, Rule>();

function define(ops: readonly string[], rule: Rule): void {
  for (const op of ops) RULES.set(op, rule);
}

const rankOf = (node: GraphNode, input: number): number => (node.inputs[input] as Value).shape.length;
const outputRank = (node: GraphNode): number => (node.outputs[0] as Value).shape.length;
const onlyFirst: Rule = (_, [, ...others]) => !others.includes(true);

/** Broadcasting aligns last dimensions: dimension 0 stays where it is in operands of the full rank. */
const aligned: Rule = (node, examples) => examples.every((holds, i) => !holds || rankOf(node, i) === outputRank(node));

define([
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Mod', 'Pow', 'Where', 'Clip', 'Cast', 'Identity', 'IsNaN', 'Not'],
  ...['And', 'Or', 'Equal', 'Less', 'LessOrEqual', 'Greater', 'GreaterOrEqual', 'Neg', 'Abs', 'Sign', 'Relu', 'Exp'],
  ...['Log', 'Sqrt', 'Sigmoid', 'Tanh', 'Erf', 'Sin', 'Cos', 'Floor', 'Ceil', 'Round', 'Softplus', 'Reciprocal'],
  'Expand',
], aligned);

define(['Gemm'], (node, [a, b, c]) =>
  b !== true &&
  !(a === true && numberAttribute(node.attributes, 'transA', 0) === 1) &&
  !(c === true && rankOf(node, 2) < 2));
define(['MatMul'], (node, [a, b]) => {
  const rank = outputRank(node);
  return !(a === true && rankOf(node, 0) < rank) && !(b === true && (rankOf(node, 1) < rank || rank < 3));
});

/** The axis attribute, counted from the start; `otherwise` where it is absent. */
function axisOf(node: GraphNode, rank: number, otherwise: number): number {
  const axis = numberAttribute(node.attributes, 'axis', otherwise);
  return axis < 0 ? axis + rank : axis;
}

/** Constant whole numbers that an input holds. */
function constants(node: GraphNode, input: number): number[] | undefined {
  const tensor = node.inputs[input]?.constant;
  return tensor === undefined ? undefined : numbersOf(tensor);
}

/** Whether the axes in input 1 are known and leave dimension 0 out. */
function sparesFirst(node: GraphNode, input: number, rank: number): boolean {
  const axes = constants(node, input);
  return axes !== undefined && !normaliseAxes(axes, rank, node.name).includes(0);
}

define(['ReduceSum', 'ReduceMean', 'ReduceMax', 'ReduceMin', 'Squeeze'], (node) =>
  sparesFirst(node, 1, rankOf(node, 0)));
define(['CumSum'], (node) => sparesFirst(node, 1, rankOf(node, 0)));
define(['Unsqueeze'], (node) => sparesFirst(node, 1, outputRank(node)));
define(['Slice'], (node, examples) => onlyFirst(node, examples) && sparesFirst(node, 3, rankOf(node, 0)));
define(['ArgMax'], (node) => axisOf(node, rankOf(node, 0), 0) !== 0);
define(['Softmax', 'LogSoftmax', 'LayerNormalization', 'Split'], (node, examples) => {
  const otherwise = node.op === 'Split' ? 0 : -1;
  return onlyFirst(node, examples) && axisOf(node, rankOf(node, 0), otherwise) !== 0;
});
define(['Concat'], (node) => axisOf(node, outputRank(node), 0) !== 0);
define(['OneHot'], (node, examples) => onlyFirst(node, examples) && axisOf(node, outputRank(node), -1) !== 0);
define(['Transpose'], (node) => intsAttribute(node.attributes, 'perm')?.[0] === 0);
/** Rows stay rows where their number stays: values keep their order. */
define(['Reshape'], (node, examples) =>
  onlyFirst(node, examples) && (node.inputs[0] as Value).shape[0] === (node.outputs[0] as Value).shape[0]);
define(['Pad'], (node, examples) => {
  const pads = constants(node, 1);
  const rank = rankOf(node, 0);
  return onlyFirst(node, examples) && pads?.length === 2 * rank && pads[0] === 0 && pads[rank] === 0;
});
define(['Gather'], (node, [data, indices]) => {
  const first = axisOf(node, rankOf(node, 0), 0) === 0;
  return data === true ? !first && indices !== true : first;
});
define(['GatherElements'], (node, [data]) => data !== true || axisOf(node, rankOf(node, 0), 0) !== 0);
define(['ScatterElements'], (node) => axisOf(node, rankOf(node, 0), 0) !== 0);
