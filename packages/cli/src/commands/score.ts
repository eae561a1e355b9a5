import type { ColumnSchema, TableSchema } from '@headwater/contracts';
import type { GeneratorFamily } from '@headwater/generators';
import { fileSource, type Frame } from '@headwater/tables';
import { abilityOf } from '../model/ability';
import { runAndData } from '../model/model-arguments';
import { modelTask, type TaskControls } from '../model/model-task';
import { openModel, type OpenedModel } from '../model/open-model';
import { rowsForModel } from '../model/rows-for-model';
import { tableFile } from '../model/table-file';
import { printJson } from '../output';

export interface ScoreOptions {
  state: string;
  bundle?: string;
  orders: number;
  seed: number;
  out: string;
  json?: boolean;
}

const COLUMN: ColumnSchema = {
  name: 'log_likelihood',
  type: 'decimal',
  physical: 'float64',
  role: 'feature',
  nullable: false,
  written: {},
};
const SCHEMA: TableSchema = { version: 1, columns: [COLUMN] };

/** Rows that were scored; the mean is over those that the model can draw. */
interface Tally {
  rows: number;
  possible: number;
  sum: number;
}

/** `headwater score`: the log-likelihood of every row under a model, in nats; -Infinity where it cannot draw the row. */
export async function scoreCommand(words: string[], options: ScoreOptions): Promise<void> {
  const { run, data } = runAndData(words, options.bundle);
  const out = await tableFile(options.out, data);
  const model = await openModel({ state: options.state, run, bundle: options.bundle });
  const score = abilityOf(model.family, 'logLikelihood');
  const tally: Tally = { rows: 0, possible: 0, sum: 0 };
  await modelTask((controls) => out.write(SCHEMA, scores(model, score, data, options, controls, tally)));
  const impossible = tally.rows - tally.possible;
  const mean = tally.possible === 0 ? null : tally.sum / tally.possible;
  const { orders, seed } = options;
  if (options.json)
    printJson({
      out: out.path,
      rows: tally.rows,
      meanLogLikelihood: mean,
      impossibleRows: impossible,
      model: model.modelSha256,
      orders,
      seed,
    });
  else
    process.stdout.write(
      `mean log-likelihood ${mean === null ? 'none' : `${mean.toFixed(4)} nats`} over ${tally.possible.toLocaleString('en-US')} rows` +
        `${impossible === 0 ? '' : `; ${impossible.toLocaleString('en-US')} that the model cannot draw are left out`}\n`,
    );
}

/** Piece by piece, so that memory does not follow the file. The seed fixes the orders: pieces score as the whole. */
async function* scores(
  model: OpenedModel,
  score: Required<GeneratorFamily>['logLikelihood'],
  data: string,
  { orders, seed }: ScoreOptions,
  controls: TaskControls,
  tally: Tally,
): AsyncGenerator<Frame, void> {
  const source = await rowsForModel(model, data, controls);
  const { report } = controls;
  for await (const frame of fileSource(source).batches()) {
    const values = await score(model.files, {
      ...controls,
      frame,
      orders,
      seed,
      report: ({ note, done }) => report({ note, done: tally.rows + done, total: source.rows }),
    });
    for (const value of values) {
      tally.rows++;
      if (value === -Infinity) continue;
      tally.possible++;
      tally.sum += value;
    }
    yield { schema: SCHEMA, rows: frame.rows, columns: [{ kind: 'numeric', schema: COLUMN, values, valid: null }] };
  }
}
