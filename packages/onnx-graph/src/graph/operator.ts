import type { ElementType } from './element-type';
import type { Graph } from './graph';
import { graphError } from './graph-error';
import type { Attributes } from './node';
import type { Shape } from './shape';
import type { Value } from './value';

export interface OutputType {
  readonly type: ElementType;
  readonly shape: Shape;
}

/** What shape inference sees of a node that is being added. */
export interface NodeContext {
  readonly graph: Graph;
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  /** Operator, node name and inputs with their shapes, for error messages. */
  readonly where: string;
  /** The input at `index`, or GRAPH_INVALID. */
  input(index: number): Value;
  /** A dimension name used nowhere else: a size only known at run time. */
  freshDim(): string;
}

/** Element types and shapes of a node's outputs from its inputs and attributes; throws GRAPH_INVALID where they do not fit. */
export type Inference = (context: NodeContext) => OutputType[];

const inferences = new Map<string, Inference>();

export function defineOperator(op: string, inference: Inference): void {
  inferences.set(op, inference);
}

export function inferenceOf(op: string): Inference {
  const inference = inferences.get(op);
  if (inference === undefined) throw graphError(op, `operator ${op} is not known to this package`);
  return inference;
}
