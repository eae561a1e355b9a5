import type { Command, Option } from 'commander';
import { InvalidArgumentError } from 'commander';
import { LAB_PROTOCOLS, type LabProtocol } from '@headwater/contracts';
import { wholeNumber } from '../model/model-arguments';
import type { LabCollapseOptions } from './lab-collapse';

interface SharedOptions {
  stateOption: () => Option;
  jsonOption: () => Option;
}

const HELP = `
Without --table the closed forms of the theory alone are simulated. With one, every protocol is a chain of generations
for every seed: a model learns from the rows of the models before it as the protocol says, and its rows are held against
the same real rows each time. The card is written anew whenever a chain ends. The same command given again goes on.

Protocols: ${LAB_PROTOCOLS.join(', ')}
`;

/** Comma-separated protocols. */
function protocols(words: string): LabProtocol[] {
  const names = words.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(LAB_PROTOCOLS as readonly string[]).includes(name));
  if (unknown !== undefined || new Set(names).size !== names.length)
    throw new InvalidArgumentError(`Give some of ${LAB_PROTOCOLS.join(', ')}, each once.`);
  return names as LabProtocol[];
}

/** Adds `lab collapse`. Its code is loaded when it is called. */
export function addLabCommands(headwater: Command, { stateOption, jsonOption }: SharedOptions): void {
  const lab = headwater.command('lab').description('experiments with generations of models').exitOverride();
  lab
    .command('collapse')
    .description('what becomes of models that learn from models: protocols, generations, seeds, and the theory')
    .option('--table <file>', 'real rows: CSV, Parquet, Arrow or JSON Lines')
    .option('--holdout <file>', 'real rows of the same table that are never trained on (default: a fifth of the table)')
    .option('--target <column>', 'the column a consumer would predict')
    .option('--protocols <a,b>', 'what generations learn from', protocols, [...LAB_PROTOCOLS])
    .option('--generations <n>', 'after generation 0', wholeNumber(1), 10)
    .option('--seeds <n>', 'repetitions, each with other real rows and other models', wholeNumber(1), 3)
    .option('--rows <n>', 'rows that generation 0 learns from and every generation makes', wholeNumber(50), 2000)
    .option('--epochs <n>', 'epochs of a training at most (default: chosen for the table)', wholeNumber(1))
    .option('--parallel <n>', 'chains that run at once', wholeNumber(1), 2)
    .option('--repetitions <n>', 'chains simulated for each closed form', wholeNumber(10), 2000)
    .option('--no-worker', 'start no worker: others serve the task queues')
    .option('--out <file>', 'the card, .html; replaced if it is there', 'collapse-lab.html')
    .addOption(stateOption())
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (options: LabCollapseOptions) => (await import('./lab-collapse.js')).labCollapseCommand(options));
}
