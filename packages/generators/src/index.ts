export { BUNDLE_FILE_NAMES, readModelCard } from './bundle';
export { families, familyNamed } from './families';
export type { BundleFiles, CheckpointStore, GeneratorFamily, Progress, SampleRequest, TrainRequest } from './family';
export { validateParameters } from './parameters';
