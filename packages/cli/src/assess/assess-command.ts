import type { Command, Option } from 'commander';
import type { AssessOptions } from '../commands/assess';
import { wholeNumber } from '../model/model-arguments';

/** Columns, comma-separated; given again, they add up. */
function columns(words: string, before: string[]): string[] {
  const names = words.split(',').map((name) => name.trim());
  return [...before, ...names.filter((name) => name !== '')];
}

const HELP = `
Files are CSV, Parquet, Arrow or JSON Lines, with the same columns in any order. Without --holdout there is nothing to
hold scores against, and what needs unseen real rows is not computed. The card is one page; its JSON lies beside it.
`;

/** Adds `assess`, which needs no Temporal and computes in its own process. */
export function addAssessCommand(headwater: Command, jsonOption: () => Option): void {
  headwater
    .command('assess')
    .description('judge synthetic rows, from any tool, against real ones: fidelity, utility, fairness, privacy')
    .requiredOption('--real <file>', 'the real rows that the generator learned from')
    .option('--holdout <file>', 'real rows of the same kind that it never saw')
    .requiredOption('--synthetic <file>', 'the rows to be judged')
    .option('--target <column>', 'the column a consumer would predict')
    .option('--protected <a,b>', 'attributes whose groups fairness compares', columns, [])
    .option('--positive <class>', 'the favourable class of the target (default: of two, the rarer)')
    .option('--sensitive <a,b>', 'columns nobody should learn of a person (default: the target)', columns, [])
    .option('--quasi-identifiers <a,b>', 'columns by which a person may be known', columns, [])
    .option('--segments <a,b>', 'columns whose levels are judged separately, too', columns, [])
    .option('--policy <name>', 'shipped policy that judges', 'internal')
    .option('--rows <n>', 'rows of each table that a costly measure looks at', wholeNumber(100), 10_000)
    .option('--most-rows <n>', 'rows of each table that are judged at most', wholeNumber(1000), 200_000)
    .option('--seed <n>', 'equal seeds give equal scores', wholeNumber(0), 0)
    .option('--out <file>', 'the card, .html; replaced if it is there', 'assessment.html')
    .option('--gate', 'exit with 3 when the policy blocks', false)
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (options: AssessOptions) => (await import('../commands/assess.js')).assessCommand(options));
}
