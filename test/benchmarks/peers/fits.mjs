import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { readJson, sha256OfFile, writeJson } from '../support/files.mjs';
import { codeSha256 } from '../support/headwater.mjs';
import { runJob } from '../support/process.mjs';
import { fileStem, METHODS } from './methods.mjs';

/**
 * Fits one method on one table and has it write as many rows as it was given, all in a process of its own; or takes
 * what an earlier run kept, if that was of the same data, settings and seed (and Headwater's code). Resolves to
 * { method, stem (its name in files), label, table, synthetic (path), file (where this is kept), fit: {...}, machine }, with `error` where it failed.
 */
export async function fit({ name, table, anew, settings, host, version }) {
  const method = METHODS[name];
  const variant = method.variant(settings);
  const stem = `${fileStem(name, variant)}-${table.name}${settings.quick ? '-quick' : ''}`;
  const file = join(settings.out, 'results', `${stem}.json`);
  const synthetic = join(settings.out, 'synthetic', `${stem}.csv`);
  const head = { method: name, stem, label: method.label({ ...settings, ...variant }), table: table.name };
  const basis = { variant, seed: settings.seed, trainSha256: sha256OfFile(table.train) };
  if (name === 'headwater') basis.codeSha256 = codeSha256();
  const kept = existsSync(file) && existsSync(synthetic) ? readJson(file) : null;
  if (!anew && kept !== null && isDeepStrictEqual(kept.basis, basis)) {
    console.error(`${stem}: kept from ${kept.machine.date}`);
    return { ...kept, ...head, file };
  }
  if (method.python !== undefined && version === null)
    return {
      ...head,
      isMissing: true,
      error: `${method.distribution} is not installed (give its Python by --${method.python})`,
    };
  console.error(`${stem}: fitting`);
  const job = {
    train: table.train,
    numeric: table.numeric,
    target: table.target,
    seed: settings.seed,
    ...variant,
    synthetic,
    workspace: join(settings.out, 'work', stem),
    result: join(settings.out, 'work', `${stem}.fit.json`),
  };
  const isNode = method.script.endsWith('.mjs');
  const fitted = await runJob({
    command: isNode ? process.execPath : settings[method.python],
    args: [method.script],
    job,
    log: join(settings.out, 'logs', `${stem}.log`),
    core: settings.core,
  });
  if (fitted.error !== undefined) return { ...head, error: fitted.error };
  const result = { ...head, basis, version, machine: host, synthetic, fit: fitted };
  writeJson(file, result);
  return { ...result, file };
}
