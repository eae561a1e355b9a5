import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkerDeploymentOptions } from '@temporalio/worker';

/**
 * Worker versioning, when HEADWATER_DEPLOYMENT names the deployment: a run stays with the build that it began on. The
 * build id is a hash of the workflow code, unless HEADWATER_BUILD_ID gives one. Undefined: whichever build is running
 * serves every run, as on a single machine it must.
 */
export function deployment(
  bundlePath: string,
  env: NodeJS.ProcessEnv = process.env,
): WorkerDeploymentOptions | undefined {
  const deploymentName = env['HEADWATER_DEPLOYMENT'];
  if (deploymentName === undefined || deploymentName === '') return undefined;
  return {
    version: { deploymentName, buildId: env['HEADWATER_BUILD_ID'] ?? hashOf(bundlePath) },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  };
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 12);
}
