import { access, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { renderSpec } from '@headwater/chain-spec';
import { HeadwaterError } from '@headwater/contracts';
import { openSource } from '@headwater/tables';
import { printJson, say } from '../output';

interface InitOptions {
  holdout?: string;
  target?: string;
  name?: string;
  out: string;
  force: boolean;
  json?: boolean;
}

/** `headwater init`: reads the data once and writes a chain file that runs as it is. */
export async function initCommand(data: string, options: InitOptions): Promise<void> {
  const source = await openSource({ path: resolve(data), options: {} }, {});
  const names = source.schema.columns.map((c) => c.name);
  if (options.target !== undefined && !names.includes(options.target)) {
    throw new HeadwaterError(
      'SPEC_COLUMN_UNKNOWN',
      `--target: ${JSON.stringify(options.target)} is no column of ${data}`,
      {
        hint: `The columns are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}.`,
      },
    );
  }
  if (options.holdout !== undefined)
    await openSource({ path: resolve(options.holdout), options: {} }, {}, source.schema);
  const out = resolve(options.out);
  await refuseOverwrite(out, options.force);
  const fromSpec = (path: string): string => relative(dirname(out), resolve(path)) || basename(path);
  await writeFile(
    out,
    renderSpec({
      name: options.name ?? nameFrom(data),
      sourcePath: fromSpec(data),
      columns: source.schema.columns,
      ...(options.holdout === undefined ? {} : { holdoutPath: fromSpec(options.holdout) }),
      ...(options.target === undefined ? {} : { target: options.target }),
    }),
  );
  for (const warning of source.warnings) say(`warning: ${warning}`);
  const types = Object.fromEntries(source.schema.columns.map((c) => [c.name, c.type]));
  if (options.json) printJson({ chain: out, rows: source.rows, columns: types });
  else
    say(
      `wrote ${options.out}: ${source.rows.toLocaleString('en-US')} rows, ${names.length} columns\nnext: headwater run ${options.out}`,
    );
}

async function refuseOverwrite(out: string, force: boolean): Promise<void> {
  if (force) return;
  const exists = await access(out).then(
    () => true,
    () => false,
  );
  if (exists)
    throw new HeadwaterError('USAGE', `${out} exists already`, { hint: 'Name another with --out, or pass --force.' });
}

/** adult_train.csv.gz → adult-train */
function nameFrom(data: string): string {
  const stem = (basename(data).split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return stem.replace(/^-+|-+$/g, '').slice(0, 63) || 'chain';
}
