import type { ElementType } from './element-type';
import type { Graph } from './graph';
import type { GraphNode } from './node';
import type { Shape } from './shape';
import type { TensorData } from './tensor-data';

/** One tensor of a graph: an input, an initialiser, a constant or an output of a node. Values are never changed. */
export interface Value {
  /** Unique in the graph and the graphs around it. */
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
  readonly graph: Graph;
  /** The node that makes it; absent for inputs, initialisers and constants. */
  readonly producer?: GraphNode;
  /** Its values where they are fixed when the graph is built. */
  readonly constant?: TensorData;
}

/** What operators take: a value, or a number, which becomes a constant of the other operand's type. */
export type Operand = Value | number;
