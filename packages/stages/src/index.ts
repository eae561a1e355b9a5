import type { TableAssessment, TablesToAssess } from './assess/assess-tables';

export type { JudgedSources } from './assess/judged-rows';
export type { TableAssessment, TablesToAssess } from './assess/assess-tables';
export { codeOfRuns } from './code-version';
export type { StageEnvironment, StageSettings } from './environment';
export type { RemadeShard } from './remake-shard';
export { specOfGeneration } from './generation-spec';
export { HostPool } from './host/host-pool';
export type { RunOptions } from './host/host-process';
export { latestExecution, withExecution } from './run-executions';
export { sourcesOf } from './sources-of';
export type { TaskName, Tasks } from './tasks';
export { PRODUCT_VERSION } from './version';

/** Loaded when it is called: nobody else pays for the measures, ONNX Runtime and the plots. */
export async function assessTables(request: TablesToAssess): Promise<TableAssessment> {
  return (await import('./assess/assess-tables.js')).assessTables(request);
}

/** Loaded when it is called, as above. */
export async function remakeShard(
  ...request: Parameters<typeof import('./remake-shard').remakeShard>
): Promise<import('./remake-shard').RemadeShard> {
  return (await import('./remake-shard.js')).remakeShard(...request);
}

/** Loaded when it is called, as above. */
export async function shardsOf(
  ...request: Parameters<typeof import('./remake-shard').shardsOf>
): Promise<ReturnType<typeof import('./remake-shard').shardsOf>> {
  return (await import('./remake-shard.js')).shardsOf(...request);
}

/** Appends a fact to a chain's ledger outside a run, with the installation's key. */
export async function recordFact(
  ...request: Parameters<typeof import('./record').record>
): Promise<import('@headwater/contracts').LedgerHead> {
  return (await import('./record.js')).record(...request);
}
