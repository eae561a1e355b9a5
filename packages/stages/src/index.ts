import type { TableAssessment, TablesToAssess } from './assess/assess-tables';

export type { JudgedSources } from './assess/judged-rows';
export type { TableAssessment, TablesToAssess } from './assess/assess-tables';
export { codeOfRuns } from './code-version';
export type { StageSettings } from './environment';
export { HostPool } from './host/host-pool';
export type { RunOptions } from './host/host-process';
export { sourcesOf } from './sources-of';
export type { TaskName, Tasks } from './tasks';
export { PRODUCT_VERSION } from './version';

/** Loaded when it is called: nobody else pays for the measures, ONNX Runtime and the plots. */
export async function assessTables(request: TablesToAssess): Promise<TableAssessment> {
  return (await import('./assess/assess-tables.js')).assessTables(request);
}
