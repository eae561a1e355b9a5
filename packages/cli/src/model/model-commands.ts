import type { Command, Option } from 'commander';
import type { ImputeOptions } from '../commands/impute';
import type { SampleOptions } from '../commands/sample';
import type { ScoreOptions } from '../commands/score';
import { CONDITION_HELP } from './condition-help';
import { anyNumber, wholeNumber } from './model-arguments';

interface SharedOptions {
  stateOption: () => Option;
  jsonOption: () => Option;
}

const BUNDLE = ['--bundle <dir>', 'folder with model.onnx, codec.json and card.json, instead of a run'] as const;
const SEED = ['--seed <n>', 'equal seeds give equal output', wholeNumber(0), 0] as const;
const TEMPERATURE = ['--temperature <t>', 'above 1 more diverse, below 1 more typical', anyNumber, 1] as const;
const OUT = '--out <file>';
const TABLE_OUT = 'file to write, .csv, .parquet or .arrow; replaced if it is there';

/**
 * Adds `sample`, `impute` and `score`, which use the model of a finished run or of a folder. They need no Temporal and
 * compute in their own process. Their code is loaded when they are called: no other command pays for ONNX Runtime.
 */
export function addModelCommands(headwater: Command, { stateOption, jsonOption }: SharedOptions): void {
  headwater
    .command('sample')
    .description('draw rows from the model of a finished run; no gate judges them')
    .argument('[run]', 'run id, or `latest`: the newest with a model')
    .option(...BUNDLE)
    .requiredOption('--rows <n>', 'rows to draw', wholeNumber(1))
    .option('--condition <column=value>', 'what every row has (repeatable)', (v, all: string[]) => [...all, v], [])
    .option('--conditions <file>', 'conditions in YAML or JSON')
    .option(...TEMPERATURE)
    .option(...SEED)
    .requiredOption(OUT, TABLE_OUT)
    .addOption(stateOption())
    .addOption(jsonOption())
    .addHelpText('after', CONDITION_HELP)
    .action(async (run: string | undefined, options: SampleOptions) =>
      (await import('../commands/sample.js')).sampleCommand(run, options),
    );

  headwater
    .command('impute')
    .description('fill the missing cells of a file given the others of their rows')
    .usage('[options] RUN DATA | [options] --bundle DIR DATA')
    .argument('<words...>', 'run id or `latest`, and a file with the columns of the training table')
    .option(...BUNDLE)
    .option('--columns <a,b>', 'fill these alone (default: all)')
    .option(...TEMPERATURE)
    .option(...SEED)
    .requiredOption(OUT, TABLE_OUT)
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(async (words: string[], options: ImputeOptions) =>
      (await import('../commands/impute.js')).imputeCommand(words, options),
    );

  headwater
    .command('score')
    .description('write the log-likelihood of every row of a file, in nats, and print their mean')
    .usage('[options] RUN DATA | [options] --bundle DIR DATA')
    .argument('<words...>', 'run id or `latest`, and a file with the columns of the training table')
    .option(...BUNDLE)
    .option('--orders <k>', 'orders of columns to average over', wholeNumber(1), 1)
    .option(...SEED)
    .requiredOption(OUT, TABLE_OUT)
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(async (words: string[], options: ScoreOptions) =>
      (await import('../commands/score.js')).scoreCommand(words, options),
    );
}
