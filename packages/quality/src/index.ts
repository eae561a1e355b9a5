export { assessQuality } from './assess-quality';
export type { QualityRequest } from './quality-request';
export * from './fidelity/trend';
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
export { measured, notApplicable, notComputed, type MeasureDefinition, type Outcome } from './measured';
export { Pace, type Progress, type Watcher } from './pace';
export { requireSameColumns } from './same-columns';
export { areaUnderCurve } from './two-sample/auc';
export { densityRatios, type DensityRatioRequest } from './two-sample/density-ratio';
export { drawByWeight, importanceWeights, type ImportanceWeights } from './reuse/importance-weights';
export { columnDrift, type ColumnDrift } from './drift/column-drift';
export { rareCells, type RareCell } from './reuse/rare-cells';
