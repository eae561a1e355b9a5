export { startWorkers, type RunningWorkers, type WorkersOptions } from './workers';
export { metricsAddress, requireFree, type MetricsAddress } from './telemetry/metrics-address';
