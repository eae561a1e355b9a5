export { ELEMENT_TYPES, type ElementType, type TypedArray, type TypedArrays } from './graph/element-type';
export { Graph } from './graph/graph';
export type { AttributeValue, Attributes, GraphNode } from './graph/node';
export type { Dim, Shape } from './graph/shape';
export type { TensorData } from './graph/tensor-data';
export type { Operand, Value } from './graph/value';
export * from './ops';
export { gradients } from './differentiate/gradients';
export { deserialise, type LoadedModel } from './format/deserialise';
export { serialise, type SerialiseOptions } from './format/serialise';
export { InferenceSession } from './run/inference-session';
export type { ExecutionProvider, RuntimeOptions } from './run/session-options';
export type { Feed, TensorSpec } from './run/tensors';
export { adam, type AdamOptions } from './train/adam';
export { clipByGlobalNorm, globalNorm } from './train/clip';
export type { Optimiser, Update, UpdateContext } from './train/optimiser';
export { initialise, type Initial, type ParameterSpec } from './train/parameters';
export { sgd, type SgdOptions } from './train/sgd';
export {
  buildTrainingLoop,
  type StateSpec,
  type StepContext,
  type StepResult,
  type TrainingLoopOptions,
  type TrainingProgram,
} from './train/training-loop';
export { TrainingSession, type Chunk, type ChunkResult } from './train/training-session';
