import './node-version.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setup } from './setup.mjs';
import { main, root, runShown, SetupError, step } from './steps.mjs';
import { startS3Server } from './s3-server.mjs';
import { readTotals } from './test-totals.mjs';

/** `npm test [-- options of jest]`: everything, or what the options select. The last line is `N passed, N failed`. */
await main(async () => {
  let totals = { passed: 0, failed: 1 };
  const reports = mkdtempSync(join(tmpdir(), 'headwater-test-'));
  const report = join(reports, 'jest.json');
  let s3;
  try {
    await setup();
    await haveTemporal();
    s3 = await startS3Server();
    const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const options = ['--config', 'jest.projects.cjs', '--json', '--outputFile', report, ...process.argv.slice(2)];
    const code = await runShown(process.execPath, [jest, ...options], {
      env: testEnvironment(s3),
      stdio: ['ignore', 2, 2],
    });
    totals = readTotals(report);
    // A leaked process or a failed teardown is not a test, and fails all the same.
    if (code !== 0 && totals.failed === 0) totals.failed = 1;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
  } finally {
    await s3?.stop();
    rmSync(reports, { recursive: true, force: true });
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  return totals.failed === 0 ? 0 : 1;
});

/** Fetches the Temporal executable before the first test needs it, so that no test waits minutes for it. */
async function haveTemporal() {
  const { obtainCli } = await import(join(root, 'packages', 'platform', 'dist', 'cli', 'obtain.js'));
  let said = 0;
  await step('Temporal', () =>
    obtainCli(process.env, {
      onProgress: (message) => {
        if (Date.now() - said < 10_000) return;
        said = Date.now();
        process.stderr.write(`  ${message}\n`);
      },
    }),
  );
}

/** Tests start their own servers: what points at somebody's cluster or state is not passed on. */
function testEnvironment(s3) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('TEMPORAL_') && name !== 'HEADWATER_STATE',
  );
  return { ...Object.fromEntries(kept), ...s3?.env };
}
