export { BUNDLE_FILE_NAMES, readModelCard } from './bundle';
export { families, familyNamed } from './families';
export type {
  BundleFiles,
  CheckpointStore,
  GeneratorFamily,
  ImputeRequest,
  Progress,
  SampleRequest,
  ScoreRequest,
  TrainRequest,
} from './family';
export { brokenRows } from './reshape/constraints/broken-rows';
export { validateParameters } from './parameters';
