import type { GraphNode } from '../graph/node';
import type { Value } from '../graph/value';

/**
 * What a gradient rule sees of a node. Gradients are lazy: one may have size 1, or fewer dimensions, where its value has
 * more, and stands for its broadcast. Rules for operators that are not element-wise call materialise() first.
 */
export interface GradientContext {
  readonly node: GraphNode;
  readonly inputs: readonly Value[];
  readonly output: Value;
  /** Gradient of the loss with respect to the first output. */
  readonly gradient: Value;
  /** Gradients of all outputs, undefined where the loss does not depend on one. */
  readonly gradients: readonly (Value | undefined)[];
  /** Which inputs a gradient is asked for. */
  readonly needed: readonly boolean[];
}

/** The gradients of a node's inputs, made of graph operators; undefined for an input that has none. */
export type GradientRule = (context: GradientContext) => readonly (Value | undefined)[];

const rules = new Map<string, GradientRule>();

export function defineGradient(op: string, rule: GradientRule): void {
  rules.set(op, rule);
}

export function gradientRuleOf(op: string): GradientRule | undefined {
  return rules.get(op);
}
