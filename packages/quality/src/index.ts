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
export * from './fidelity';
export {
  assessUtility,
  type UtilityAssessment,
  type UtilityRequest,
  type UtilityTables,
} from './utility/assess-utility';
export type { LearnerComparison, LearnerName, TaskScores } from './utility/compare-learners';
export type { FeatureImportance } from './utility/permutation-importance';
export {
  assessFairness,
  type FairnessAssessment,
  type FairnessGrouping,
  type FairnessRequest,
} from './fairness/assess-fairness';
export type { AmplificationVerdict, GroupDifference } from './fairness/amplification';
export { areaUnderCurve } from './two-sample/auc';
