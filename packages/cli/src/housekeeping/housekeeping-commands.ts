import type { Command, Option } from 'commander';
import { lazily } from '../action';

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
    .action(lazily(async () => (await import('./delete-command.js')).deleteCommand));
  program
    .command('prune')
    .description('remove rows and models from the store that no chain needs any more; the ledgers keep their hashes')
    .requiredOption('--older-than <age>', 'made before: 12h, 30d, 8w')
    .option('--dry-run', 'say what would be removed', false)
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./prune-command.js')).pruneCommand));
}
