import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { workflowBundlePath } from './workflow-bundle';

/** Which build this installation is: HEADWATER_BUILD_ID, else a hash of its workflow code. */
export function ownBuildId(env: NodeJS.ProcessEnv = process.env): string {
  return env['HEADWATER_BUILD_ID'] ?? hashOf(workflowBundlePath());
}

/**
 * Worker versioning, when HEADWATER_DEPLOYMENT names the deployment: a run stays with the build that it began on. Undefined:
 * whichever build is running
 * serves every run, as on a single machine it must.
 */
export function deployment(env: NodeJS.ProcessEnv = process.env): WorkerDeploymentOptions | undefined {
  const deploymentName = env['HEADWATER_DEPLOYMENT'];
  if (deploymentName === undefined || deploymentName === '') return undefined;
  return {
    version: { deploymentName, buildId: ownBuildId(env) },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  };
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
}
