export { adam, type AdamOptions } from './adam';
export { clipByGlobalNorm, globalNorm } from './clip';
export type { Objective } from './objective';
export type { Optimiser, Update, UpdateContext } from './optimiser';
export type { ParameterGroup } from './parameter-groups';
export { initialise, type Initial, type ParameterSpec } from './parameters';
export { clippedGradientSum, perExampleGradientNorms, type ClippedGradients } from './per-example/clipped-gradient-sum';
export type { Plateau } from './plateau';
export type { TrainingEvent, ValidationPoint } from './progression';
export {
  constantRate,
  cosineRate,
  inverseSquareRootRate,
  oneCycleRate,
  stepRate,
  withWarmup,
  type Schedule,
} from './schedule';
export { sgd, type SgdOptions } from './sgd';
export {
  buildTrainingLoop,
  type Phase,
  type StateSpec,
  type StepContext,
  type StepResult,
  type TrainingLoopOptions,
  type TrainingProgram,
} from './training-loop';
export { Trainer, type Trained } from './trainer';
export type { CheckpointStore, RetryPolicy, TrainerOptions, TrainingProgress, Validation } from './trainer-options';
export { TrainingSession, type Chunk, type ChunkResult } from './training-session';
