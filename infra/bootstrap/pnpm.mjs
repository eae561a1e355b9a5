import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root, runQuietly, step } from './steps.mjs';

/** `pnpm@12.21.0` of package.json. */
const [name, version] = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@');

/** Runs the pinned pnpm in the checkout, fetching it with npm the first time. */
export async function pnpm(args) {
  const script = await pinnedPnpm();
  return runQuietly(process.execPath, [script, ...args]);
}

/** The folder of the native executable, for the PATH of programs that call pnpm themselves (turbo). */
export async function pnpmFolder() {
  const modules = join(await pinnedPnpm(), '..', '..', '..');
  const native = readdirSync(join(modules, '@pnpm')).find((folder) => folder.startsWith('exe.'));
  return join(modules, '@pnpm', native);
}

async function pinnedPnpm() {
  const home = toolsFolder();
  const installed = join(home, version);
  const script = join(installed, 'node_modules', name, 'bin', 'pnpm.mjs');
  if (existsSync(script)) return script;
  await step(`Fetching ${name} ${version}`, async () => {
    const fresh = mkdtempSync(join(home, 'fetching-'));
    try {
      // Its script finds the native executable by itself; nothing of it needs to run while it is installed.
      const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
      await runQuietly('npm', ['install', '--prefix', fresh, ...options, `${name}@${version}`], { cwd: fresh });
      if (existsSync(script)) return;
      rmSync(installed, { recursive: true, force: true });
      renameSync(fresh, installed);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });
  return script;
}

/** The cache folder of Headwater, shared by checkouts, or one in this checkout where that cannot be written. */
function toolsFolder() {
  const { HEADWATER_CACHE, XDG_CACHE_HOME, HOME } = process.env;
  const cache = HEADWATER_CACHE || join(XDG_CACHE_HOME || join(HOME || homedir(), '.cache'), 'headwater');
  for (const folder of [join(cache, 'pnpm'), join(root, '.headwater-tools')]) {
    try {
      mkdirSync(folder, { recursive: true });
      rmSync(mkdtempSync(join(folder, 'probe-')), { recursive: true });
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(`neither ${cache} nor ${root} can be written`);
}
