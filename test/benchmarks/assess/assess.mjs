import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, table } from '../support/markdown.mjs';
import { CORE, listOf, UsageError } from '../support/options.mjs';
import { pinned, pythonPackage, runJob, threadedEnvironment } from '../support/process.mjs';
import { findTables } from '../support/tables.mjs';
import { writeWideTables } from './wide-tables.mjs';

export const summary =
  'the whole assessment beside SDMetrics, mostlyai-qa and Anonymeter doing the same, and on a large table';

export const options = {
  ...CORE,
  data: { type: 'string', help: 'folder of NAME_train.csv and NAME_holdout.csv (default: Adult from the examples)' },
  tables: { type: 'string', help: 'names, comma-separated' },
  synthetic: {
    type: 'string',
    help: 'folder of headwater-NAME.csv, the rows to judge (`pnpm bench peers` writes them)',
  },
  judges: {
    type: 'string',
    help: 'Python with SDMetrics, mostlyai-qa and Anonymeter; without it only Headwater is timed',
  },
  rounds: { type: 'string', number: true, default: '3', help: 'runs of Headwater, the median of which counts' },
  wide: { type: 'boolean', default: false, help: 'also 1,000,000 rows by 50 columns of made data' },
};

const CLI = fileURLToPath(new URL('../../../packages/cli/bin/headwater.js', import.meta.url));
const ORIGINALS = fileURLToPath(new URL('originals.py', import.meta.url));

export async function run(settings) {
  const version = pythonPackage(settings.judges, 'anonymeter');
  if (version === null) console.error(`The originals: not installed${settings.judges ? '' : ' (no --judges)'}`);
  const host = machine();
  const work = join(settings.out, 'work');
  mkdirSync(work, { recursive: true });
  const found = findTables({ folder: settings.data, names: listOf(settings.tables) ?? ['adult'], work });
  const points = [];
  for (const one of found) points.push(await sideBySide(one, settings, version));
  if (settings.wide) points.push(await wide(settings));
  writeJson(join(settings.out, 'assess.json'), { machine: host, points });
  console.log(report(points));
  console.log(`\n${machineLine(host)} Each pinned to core ${settings.core} with one thread.`);
}

async function sideBySide({ name, train, holdout, numeric, target }, settings, version) {
  const synthetic = join(settings.synthetic ?? '', `headwater-${name}.csv`);
  if (!existsSync(synthetic))
    throw new UsageError(
      `There is no ${synthetic}. Write it by \`pnpm bench peers\`, and give its folder by --synthetic.`,
    );
  const files = ['--real', train, '--holdout', holdout, '--synthetic', synthetic, '--target', target];
  const ours = [];
  for (let round = 0; round < (settings.quick ? 1 : settings.rounds); round++)
    ours.push(await headwater(`${name}-${round}`, files, settings));
  const point = { table: name, headwater: ours.sort((a, b) => a.seconds - b.seconds)[ours.length >> 1] };
  if (version === null) return point;
  const folder = join(settings.out, 'work', `${name}-originals`);
  mkdirSync(folder, { recursive: true });
  const originals = await runJob({
    command: settings.judges,
    args: [ORIGINALS],
    job: { real: train, holdout, synthetic, numeric, folder, result: join(folder, 'result.json') },
    log: join(settings.out, 'logs', `originals-${name}.log`),
    core: settings.core,
  });
  if (originals.error !== undefined) throw new Error(originals.error);
  return { ...point, originals };
}

async function wide(settings) {
  const files = await writeWideTables(join(settings.out, 'work'), settings.quick ? 20_000 : 1_000_000, settings.seed);
  const given = ['--real', files.real, '--holdout', files.holdout, '--synthetic', files.synthetic, '--target', 'c1'];
  return { table: files.name, headwater: await headwater('wide', given, settings) };
}

/** One `headwater assess` in a process of its own: wall seconds from start to end, and what it says of itself. */
async function headwater(name, files, { out, core }) {
  const folder = join(out, 'work');
  const [stdout, stderr] = ['json', 'log'].map((kind) => join(folder, `headwater-${name}.${kind}`));
  const outputs = [openSync(stdout, 'w'), openSync(stderr, 'w')];
  const args = [CLI, 'assess', ...files, '--json', '--out', join(folder, `${name}.html`)];
  const [program, all] = pinned(core, process.execPath, args);
  const start = performance.now();
  const code = await new Promise((resolve, reject) => {
    const child = spawn(program, all, { env: threadedEnvironment(1), stdio: ['ignore', ...outputs] });
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  outputs.forEach(closeSync);
  if (code !== 0) throw new Error(`headwater assess ended with ${code}: ${readFileSync(stderr, 'utf8').slice(-2000)}`);
  const document = JSON.parse(readFileSync(stdout, 'utf8'));
  return { seconds, peakMB: document.peakBytes / 2 ** 20, document };
}

function report(points) {
  const parts = ['sdmetrics', 'mostlyai-qa', 'anonymeter'];
  return table(
    ['table', 'Headwater s', 'MB', ...parts.map((part) => `${part} s`), 'originals s', 'MB', 'times as fast'],
    points.map(({ table: name, headwater: ours, originals }) => [
      name,
      fixed(ours.seconds, 1),
      fixed(ours.peakMB, 0),
      ...parts.map((part) => (originals === undefined ? '-' : fixed(originals.programs[part].seconds, 1))),
      originals === undefined ? '-' : fixed(originals.seconds, 1),
      originals === undefined ? '-' : fixed(originals.peakMB, 0),
      originals === undefined ? '-' : fixed(originals.seconds / ours.seconds, 1),
    ]),
  );
}
