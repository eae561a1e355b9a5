import type { HostPool, TaskName, Tasks } from '@headwater/stages';
import { runInHost } from './run-in-host';

/** The activities of a chain run, one a task. Each takes references, has a host do the work and answers references. */
export type Activities = { [T in TaskName]: (input: Tasks[T]['input']) => Promise<Tasks[T]['output']> };

export function createActivities(hosts: Pick<HostPool, 'run'>): Activities {
  return {
    ingest: (context) => runInHost(hosts, 'ingest', context),
    mixPool: (input) => runInHost(hosts, 'mixPool', input),
    measureDrift: (input) => runInHost(hosts, 'measureDrift', input),
    judgeGeneration: (input) => runInHost(hosts, 'judgeGeneration', input),
    keepGeneration: (input) => runInHost(hosts, 'keepGeneration', input),
    train: (input) => runInHost(hosts, 'train', input),
    generateShard: (input) => runInHost(hosts, 'generateShard', input),
    sealShards: (input) => runInHost(hosts, 'sealShards', input),
    assessPrivacy: (input) => runInHost(hosts, 'assessPrivacy', input),
    assessQuality: (input) => runInHost(hosts, 'assessQuality', input),
    publish: (input) => runInHost(hosts, 'publish', input),
    report: (input) => runInHost(hosts, 'report', input),
    record: (input) => runInHost(hosts, 'record', input),
    noteRun: (input) => runInHost(hosts, 'noteRun', input),
    readPlan: (input) => runInHost(hosts, 'readPlan', input),
    rollBack: (input) => runInHost(hosts, 'rollBack', input),
    splitReal: (input) => runInHost(hosts, 'splitReal', input),
  };
}
