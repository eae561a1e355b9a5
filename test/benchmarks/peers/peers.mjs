import { join } from 'node:path';
import { CORE, listOf, UsageError } from '../support/options.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { writeJson } from '../support/files.mjs';
import { canPin, pythonPackage } from '../support/process.mjs';
import { findTables } from '../support/tables.mjs';
import { fit } from './fits.mjs';
import { METHODS } from './methods.mjs';
import { report } from './report.mjs';
import { score } from './scores.mjs';

export const summary = 'quality, privacy, speed and memory beside other generators, on real tables';

export const options = {
  ...CORE,
  data: { type: 'string', help: 'folder of NAME_train.csv and NAME_holdout.csv (default: Adult of the examples)' },
  tables: { type: 'string', help: 'which tables, comma-separated (default: all there are)' },
  methods: { type: 'string', help: `which methods (default: ${Object.keys(METHODS).join(',')})` },
  mostly: { type: 'string', help: 'Python with mostlyai-engine' },
  sdv: { type: 'string', help: 'Python with SDV' },
  'scorer-python': { type: 'string', help: 'Python with sdmetrics and scikit-learn; without it nothing is scored' },
  scorer: { type: 'string', help: 'a scorer to use instead of peers/score.py; same arguments, same keys' },
  epochs: { type: 'string', number: true, default: '300', help: 'epochs of CTGAN and TVAE' },
  minutes: { type: 'string', number: true, help: 'time limit of mostlyai-engine (default: its own)' },
  types: { type: 'string', default: 'given', help: 'columns of Headwater: given as to the others, or inferred' },
  again: { type: 'string', help: 'methods to fit and score anew though results are kept' },
};

export async function run(settings) {
  const names = listOf(settings.methods) ?? Object.keys(METHODS);
  const again = listOf(settings.again) ?? [];
  for (const name of [...names, ...again])
    if (METHODS[name] === undefined)
      throw new UsageError(`There is no method ${name}. There are: ${Object.keys(METHODS).join(', ')}.`);
  const tables = findTables({
    folder: settings.data,
    names: listOf(settings.tables),
    work: join(settings.out, 'tables'),
    rows: settings.quick ? 1000 : null,
  });
  if (settings['scorer-python'] === undefined) console.error('No --scorer-python: nothing is scored.');
  const host = machine();
  const results = [];
  for (const table of tables) {
    for (const name of names) {
      const fitted = await fitOrReuse(name, table, again.includes(name), settings, host);
      results.push(fitted.error === undefined ? await score(fitted, table, settings) : fitted);
    }
  }
  writeJson(join(settings.out, 'peers.json'), { machine: host, results });
  console.log(report(tables, results));
  console.log(`\n${machineLine(host)} ${pinning(settings.core)}`);
  const failed = results.filter(({ error, scoreError, isMissing }) => !isMissing && (error ?? scoreError));
  for (const { stem, error, scoreError } of failed) console.error(`\n${stem}: ${error ?? scoreError}`);
  return failed.length === 0 ? 0 : 1;
}

/** The result of one method on one table: kept, new, or { error } when it is not installed or failed. */
async function fitOrReuse(name, table, anew, settings, host) {
  const { distribution, python } = METHODS[name];
  const version = distribution === undefined ? null : pythonPackage(settings[python], distribution);
  return fit({ name, table, anew, settings, host, version });
}

function pinning(core) {
  return canPin(core)
    ? `Each process pinned to core ${core}, one thread.`
    : 'Processes were not pinned (no taskset here); thread counts were set to 1.';
}
