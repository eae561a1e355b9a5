export type { StageSettings } from './environment';
export { HostPool } from './host/host-pool';
export type { RunOptions } from './host/host-process';
export type { TaskName, Tasks } from './tasks';
export { PRODUCT_VERSION } from './version';
