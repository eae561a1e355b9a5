// `npm run check`: what CI runs besides the tests. Runs every check, shows what the failing ones said, exits 1 if any did.
import '../infra/bootstrap/node-version.mjs';
import { delimiter, join } from 'node:path';
import { pnpm, pnpmFolder } from '../infra/bootstrap/pnpm.mjs';
import { main, root, runQuietly, step } from '../infra/bootstrap/steps.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const turbo = ['run', 'build', 'bundle', 'bundle:check', '--output-logs=errors-only', '--no-update-notifier'];

const checks = [
  ['Build and workflow bundle', bin('turbo'), turbo],
  ['Directions of imports, project references', process.execPath, [join(root, 'scripts', 'check-imports.mjs')]],
  ['Types of the tests', bin('tsc'), ['-p', 'tsconfig.tests.json']],
  ['ESLint', bin('eslint'), ['.', '--max-warnings', '0']],
  ['Prettier', bin('prettier'), ['--check', '--log-level', 'warn', '.']],
  ['Unused code and dependencies', bin('knip'), ['--no-progress', '--no-config-hints']],
];

await main(async () => {
  await pnpm(['install', '--frozen-lockfile']);
  const path = `${await pnpmFolder()}${delimiter}${process.env.PATH}`;
  const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', FORCE_COLOR: '0' };
  const failures = [];
  for (const [title, command, args] of checks) {
    await step(title, () => runQuietly(command, args, { env })).catch((error) => failures.push({ title, error }));
  }
  for (const { title, error } of failures) console.error(`\n${title}\n${error.message}`);
  console.error(`\n${checks.length - failures.length} checks passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
});
