export { assessQuality, type QualityRequest } from './assess-quality';
export type { Progress, Watcher } from './pace';
