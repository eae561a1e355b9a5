import type { Command, Option } from 'commander';
import { deleteCommand } from './delete-command';

/** Commands that take away what was made, on record. */
export function addHousekeepingCommands(
  program: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): void {
  program
    .command('delete')
    .description('remove a published version for good; the ledger keeps that it was there, who removed it and why')
    .argument('<chain>', 'name of the chain')
    .requiredOption('--version <version>', 'the version; never the current one')
    .requiredOption('--who <name>', 'who deletes it')
    .requiredOption('--why <text>', 'why')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(deleteCommand);
}
