import type { Command, Option } from 'commander';
import { lazily } from '../action';
import { whoOption } from '../asker';

/** Commands about chains that stay: applied once, run by their schedule. */
export function addChainCommands(
  headwater: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): void {
  headwater
    .command('apply')
    .description('make applied chains and their schedules what chain files say')
    .argument('<files...>', 'chain files')
    .option('--yes', 'do not ask', false)
    .option('--dry-run', 'only show what would change', false)
    .option('--prune', 'remove chains applied from this state folder that are in none of the files', false)
    .option('--unpause', 'let schedules go on that a failed run has paused', false)
    .option('--why <text>', 'why, for the ledger', 'headwater apply')
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./apply-command.js')).applyCommand));

  headwater
    .command('plan')
    .description('show when a chain would run, and what its overlap policy would do')
    .argument('<chain>', 'chain file')
    .option('--count <n>', 'fire times to show', '10')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./plan-command.js')).planCommand));

  headwater
    .command('chains')
    .description('applied chains: next run, expected against actual runs, freshness; with a name, all of one')
    .argument('[name]', 'name of a chain')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./chains-command.js')).chainsCommand));

  headwater
    .command('trigger')
    .description('ask an applied chain for a run now')
    .argument('<name>', 'name of the chain')
    .option('--partition <name>', 'name of the run (default: the time)')
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./trigger-command.js')).triggerCommand));

  headwater
    .command('backfill')
    .description('run what a range of an applied chain lacks: missing, failed or stale')
    .argument('<name>', 'name of the chain')
    .option('--from <time>', 'first day, in the time zone of the schedule, or ISO time')
    .option('--to <time>', 'last day or ISO time, included')
    .option('--parallel <n>', 'runs at once', '2')
    .option('--plan', 'only show the difference', false)
    .option('--force', 'run what is done again, too', false)
    .option('--yes', 'do not ask', false)
    .option('--detach', 'start it and do not wait', false)
    .option('--pause', 'begin no further partition', false)
    .option('--resume', 'go on', false)
    .option('--status', 'say how far it is', false)
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./backfill-command.js')).backfillCommand));
}
