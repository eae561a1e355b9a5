import { SPEC_DEFAULTS } from '@headwater/chain-spec';
import type { Frame } from '@headwater/tables';
import { conditionsFrom, type Conditions } from '../model/conditions';
import { modelTask, type TaskControls } from '../model/model-task';
import { openModel, type OpenedModel } from '../model/open-model';
import { tableFile } from '../model/table-file';
import { printJson, say } from '../output';

export interface SampleOptions {
  state: string;
  bundle?: string;
  rows: number;
  condition: string[];
  conditions?: string;
  temperature: number;
  seed: number;
  out: string;
  json?: boolean;
}

/** A run draws its shards so too: with its seed, conditions and default shard size the same rows come out. */
const ROWS_AT_ONCE = SPEC_DEFAULTS.output.shardRows;

/** `headwater sample`: rows straight from a model, in this process. No gate judges them. */
export async function sampleCommand(run: string | undefined, options: SampleOptions): Promise<void> {
  const out = await tableFile(options.out);
  const conditions = await conditionsFrom(options.conditions, options.condition);
  const model = await openModel({ state: options.state, run, bundle: options.bundle });
  if (model.blocked) say(`warning: the gate blocked the rows of ${model.name}; these are from the same model`);
  const { rows, bytes } = await modelTask(async (controls) => {
    const frames = shards(model, conditions, options, controls);
    // The first tells the schema, which the file begins with.
    const first = await frames.next();
    if (first.done) throw new RangeError('sample: at least one row is drawn');
    return out.write(first.value.schema, withFirst(first.value, frames), {
      'headwater.synthetic': 'true',
      'headwater.model': model.modelSha256,
    });
  });
  const { seed, temperature } = options;
  if (options.json) printJson({ out: out.path, rows, bytes, model: model.modelSha256, conditions, seed, temperature });
  else process.stdout.write(`${rows.toLocaleString('en-US')} rows of the model of ${model.name} in ${out.path}\n`);
}

async function* shards(
  { family, files }: OpenedModel,
  conditions: Conditions,
  { rows, seed, temperature }: SampleOptions,
  controls: TaskControls,
): AsyncGenerator<Frame, void> {
  for (let index = 0; index * ROWS_AT_ONCE < rows; index++) {
    const before = index * ROWS_AT_ONCE;
    const { report } = controls;
    yield await family.sample(files, {
      ...controls,
      rows: Math.min(ROWS_AT_ONCE, rows - before),
      seed,
      index,
      shardRows: ROWS_AT_ONCE,
      conditions,
      temperature,
      report: ({ note, done, rowsPerSecond }) =>
        report({
          note,
          done: before + done,
          total: rows,
          ...(rowsPerSecond ? { rowsPerSecond, secondsLeft: (rows - before - done) / rowsPerSecond } : {}),
        }),
    });
  }
}

async function* withFirst(first: Frame, rest: AsyncIterable<Frame>): AsyncGenerator<Frame, void> {
  yield first;
  yield* rest;
}
