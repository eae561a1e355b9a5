export { assessFidelity, type FidelityRequest } from './assess-fidelity';
export { accuracyMeasures } from './accuracy/accuracy-measures';
export type { AccuracyScore } from './accuracy/accuracy';
export { collapseMeasures } from './collapse/collapse-measures';
export { neighbourMeasures } from './neighbours/neighbour-measures';
export { diagnosticReport, keyScores, type DiagnosedTables } from './sdmetrics/diagnostic';
export { scoreColumns, type ColumnScore } from './sdmetrics/score-columns';
export { generationTrend, type GenerationPoint, type GenerationTrend } from './trend/generation-trend';
export {
  COLLAPSE_STAGES,
  collapseWarning,
  type CollapseSignal,
  type CollapseStage,
  type CollapseWarning,
  type GenerationMeasures,
} from './trend/collapse-warning';
