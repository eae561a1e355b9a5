/** `@headwater/quality/trend`: what is told of scores alone, without the measures and the tables they need. */
export { collapseStageOf, collapseWarning } from './collapse-warning';
export { generationTrend, type GenerationPoint } from './generation-trend';
export { studentQuantile } from './student-t';
