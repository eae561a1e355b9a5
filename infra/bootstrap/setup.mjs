import './node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, markBuilt } from './build-stamp.mjs';
import { pnpm } from './pnpm.mjs';
import { main, root, runQuietly, step } from './steps.mjs';

/** Installs the dependencies and builds everything; a fraction of a second when both are up to date. */
export async function setup() {
  process.chdir(root);
  const cold = !existsSync(join(root, 'node_modules', '.modules.yaml'));
  const install = () => pnpm(['install', '--frozen-lockfile', '--config.confirm-modules-purge=false']);
  if (cold) await step('Installing dependencies', install);
  else await install();
  if (isBuilt()) return;
  await step('Building', async () => {
    const turbo = join(root, 'node_modules', 'turbo', 'bin', 'turbo');
    await runQuietly(process.execPath, [turbo, 'run', 'build', 'bundle', '--output-logs=errors-only', '--no-update-notifier'], {
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', FORCE_COLOR: '0' },
    });
    markBuilt();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(setup);
