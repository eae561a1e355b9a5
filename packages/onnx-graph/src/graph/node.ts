import type { Graph } from './graph';
import { formatShape, type Shape } from './shape';
import type { Value } from './value';

export type AttributeValue =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'graph'; readonly value: Graph };

export type Attributes = Readonly<Record<string, AttributeValue>>;

/** One operator of a graph. An input that is left out is undefined. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  readonly outputs: readonly Value[];
  /** The builder gave shapes that inference could not find; a file must state them. */
  readonly declared: boolean;
}

export const int = (value: number): AttributeValue => ({ kind: 'int', value });
export const float = (value: number): AttributeValue => ({ kind: 'float', value });
export const ints = (value: readonly number[]): AttributeValue => ({ kind: 'ints', value });
export const text = (value: string): AttributeValue => ({ kind: 'string', value });

/** A whole-number or float attribute, or `otherwise` where it is absent. */
export function numberAttribute(attributes: Attributes, name: string, otherwise: number): number {
  const attribute = attributes[name];
  return attribute?.kind === 'int' || attribute?.kind === 'float' ? attribute.value : otherwise;
}

export function intsAttribute(attributes: Attributes, name: string): readonly number[] | undefined {
  const attribute = attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : undefined;
}

export function textAttribute(attributes: Attributes, name: string, otherwise: string): string {
  const attribute = attributes[name];
  return attribute?.kind === 'string' ? attribute.value : otherwise;
}

/** What two nodes that compute the same have in common; undefined for control flow, which is never shared. */
export function nodeKey(
  op: string,
  inputs: readonly (Value | undefined)[],
  attributes: Attributes,
  declared: readonly Shape[],
): string | undefined {
  const parts = [op, inputs.map((input) => input?.name ?? '').join('\n'), declared.map(formatShape).join()];
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.kind === 'graph') return undefined;
    parts.push(`${name}=${attribute.kind}:${String(attribute.value)}`);
  }
  return parts.join('\n\n');
}
