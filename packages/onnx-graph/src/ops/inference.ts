import { isFloat, type ElementType } from '../graph/element-type';
import { graphError } from '../graph/graph-error';
import type { NodeContext, OutputType } from '../graph/operator';
import { numbersOf } from '../graph/tensor-data';
import type { Value } from '../graph/value';

/** Checks shared by the shape inference of several operators. */
export function sameTypes(context: NodeContext, values: readonly Value[]): ElementType {
  const type = values[0]?.type as ElementType;
  const other = values.find((value) => value.type !== type);
  if (other !== undefined) {
    throw graphError(
      context.where,
      `${values[0]?.name} is ${type} and ${other.name} is ${other.type}`,
      'Use cast() to make the types equal.',
    );
  }
  return type;
}

export function requireType(context: NodeContext, value: Value, allowed: readonly ElementType[] | 'float'): void {
  if (allowed === 'float' ? !isFloat(value.type) : !allowed.includes(value.type)) {
    throw graphError(
      context.where,
      `${value.name} is ${value.type}; needed is ${allowed === 'float' ? 'a float type' : allowed.join(' or ')}`,
    );
  }
}

export function requireRank(context: NodeContext, value: Value, rank: number): void {
  if (value.shape.length !== rank) {
    throw graphError(context.where, `${value.name} has ${value.shape.length} dimensions; needed are ${rank}`);
  }
}

/** The numbers of an input that is a constant, undefined where it is computed or left out. */
export function constantInput(context: NodeContext, index: number): number[] | undefined {
  const constant = context.inputs[index]?.constant;
  return constant === undefined ? undefined : numbersOf(constant);
}

/** Like constantInput, for inputs this package does not take as computed values. */
export function requireConstantInput(context: NodeContext, index: number, what: string): number[] {
  const values = constantInput(context, index);
  if (values === undefined) throw graphError(context.where, `${what} must be constant`);
  return values;
}

/** One output like the first input. */
export function likeFirst(context: NodeContext): OutputType[] {
  const { type, shape } = context.input(0);
  return [{ type, shape }];
}
