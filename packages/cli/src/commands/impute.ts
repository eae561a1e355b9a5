import { HeadwaterError } from '@headwater/contracts';
import { collect, fileSource, isMissing, type Frame } from '@headwater/tables';
import { abilityOf } from '../model/ability';
import { runAndData } from '../model/model-arguments';
import { modelTask } from '../model/model-task';
import { openModel } from '../model/open-model';
import { rowsForModel } from '../model/rows-for-model';
import { tableFile } from '../model/table-file';
import { printJson } from '../output';

export interface ImputeOptions {
  state: string;
  bundle?: string;
  columns?: string;
  temperature: number;
  seed: number;
  out: string;
  json?: boolean;
}

/** `headwater impute`: a table with its missing cells drawn from a model given the other cells of their rows. */
export async function imputeCommand(words: string[], options: ImputeOptions): Promise<void> {
  const { run, data } = runAndData(words, options.bundle);
  const out = await tableFile(options.out, data);
  const model = await openModel({ state: options.state, run, bundle: options.bundle });
  const { family, files } = model;
  const impute = abilityOf(family, 'impute');
  const { seed, temperature } = options;
  const { before, after } = await modelTask(async (controls) => {
    const source = await rowsForModel(model, data, controls);
    const frame = await collect(fileSource(source));
    const columns = columnsOf(options.columns, frame);
    const filled = await impute(files, {
      ...controls,
      frame,
      seed,
      temperature,
      ...(columns === undefined ? {} : { columns }),
    });
    await out.write(filled.schema, [filled]);
    return { before: frame, after: filled };
  });
  const left = missingCells(after);
  const result = { out: out.path, rows: after.rows, filled: missingCells(before) - left, missing: left };
  if (options.json) printJson({ ...result, model: model.modelSha256, seed, temperature });
  else
    process.stdout.write(
      `filled ${result.filled.toLocaleString('en-US')} cells of ${after.rows.toLocaleString('en-US')} rows in ${out.path}` +
        `${left === 0 ? '' : `; ${left.toLocaleString('en-US')} are still missing`}\n`,
    );
}

function columnsOf(written: string | undefined, { schema }: Frame): string[] | undefined {
  if (written === undefined) return undefined;
  const names = schema.columns.map((column) => column.name);
  // A name may hold a comma: then it is the whole text.
  const asked = names.includes(written) ? [written] : written.split(',').map((name) => name.trim());
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return asked;
  throw new HeadwaterError('USAGE', `--columns: ${JSON.stringify(unknown)} is no column of the model's table`, {
    hint: `The columns are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}.`,
    where: unknown,
  });
}

function missingCells({ columns, rows }: Frame): number {
  let missing = 0;
  for (const column of columns) for (let i = 0; i < rows; i++) if (isMissing(column, i)) missing++;
  return missing;
}
