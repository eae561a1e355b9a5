export { startWorkers, type RunningWorkers, type WorkersOptions } from './workers';
