import type { Command, Option } from 'commander';
import { lazily } from '../action';
import { whoOption, whyOption } from '../asker';
import { FEEDBACK_FORM } from './read-feedback';

/** `headwater feedback`: what a consumer found out about a version, with scores by segment. */
export function addFeedbackCommand(
  headwater: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): void {
  headwater
    .command('feedback')
    .description("tell a chain how a version of its dataset served: the consumer's scores, over all and by segment")
    .argument('<chain>', 'name of the chain')
    .requiredOption('--version <name>', 'the version it is about')
    .requiredOption('--file <file>', `JSON: ${FEEDBACK_FORM}`)
    .addOption(whyOption())
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./tell-feedback.js')).tellFeedback));
}
