export { assessQuality, type QualityRequest } from './assess-quality';
// What a check of any kind is built from; the privacy package builds on it too.
export {
  compareColumns,
  isFree,
  type ComparedColumn,
  type ContinuousColumn,
  type DiscreteColumn,
  type FreeColumn,
  type Trio,
} from './compared-columns';
export { measured, notComputed, type MeasureDefinition, type Outcome } from './measured';
export { Pace, type Progress, type Watcher } from './pace';
export { requireSameColumns } from './same-columns';
