import type { Command, Option } from 'commander';
import { lazily } from '../action';

/** `headwater deploy`: which build of the workers new runs begin on, where HEADWATER_DEPLOYMENT is in use. */
export function addDeployCommands(
  program: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): Command[] {
  const deploy = program.command('deploy').description('versions of the workers; open runs stay with theirs');
  const named = (command: Command): Command =>
    command
      .option('--deployment <name>', 'name of the deployment (default: HEADWATER_DEPLOYMENT)')
      .addOption(stateOption())
      .addOption(jsonOption());
  const promote = named(
    deploy
      .command('promote')
      .description('have new runs begin on a build')
      .argument('[build]', 'build id (default: that of this installation)'),
  ).action(lazily(async () => (await import('./deploy.js')).deployPromoteCommand));
  const list = named(deploy.command('list').description('the builds that have served, and the current one')).action(
    lazily(async () => (await import('./deploy.js')).deployListCommand),
  );
  return [deploy, promote, list];
}
