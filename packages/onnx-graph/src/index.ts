export { ELEMENT_TYPES, type ElementType, type TypedArray, type TypedArrays } from './graph/element-type';
export { Graph } from './graph/graph';
export type { AttributeValue, Attributes, GraphNode } from './graph/node';
export type { Dim, Shape } from './graph/shape';
export type { TensorData } from './graph/tensor-data';
export type { Operand, Value } from './graph/value';
export * from './ops';
export { gradients } from './differentiate/gradients';
