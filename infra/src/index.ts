export { startWorkers, type RunningWorkers, type WorkersOptions } from './workers';
export { ownBuildId } from './deployment';
export { metricsAddress, requireFree, type MetricsAddress } from './telemetry/metrics-address';
