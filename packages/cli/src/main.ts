import { Command, CommanderError, Option } from 'commander';
import { HeadwaterError } from '@headwater/contracts';
import { PRODUCT_VERSION } from '@headwater/stages';
import { lazily } from './action';
import { whoOption } from './asker';
import { addAssessCommand } from './assess/assess-command';
import { addAuditCommands } from './audit/audit-commands';
import { addChainCommands } from './chains/chain-commands';
import { addCodecCommands } from './codec/codec-commands';
import { addDeployCommands } from './deploy/deploy-commands';
import { addChainDecisions } from './decisions/chain-decisions';
import { addGateCommands } from './decisions/gate-commands';
import { EXIT_CODES_HELP } from './exit-codes';
import { addFeedbackCommand } from './feedback/feedback-command';
import { addHousekeepingCommands } from './housekeeping/housekeeping-commands';
import { addLabCommands } from './lab/lab-commands';
import { metricsAt, metricsPublic } from './metrics-options';
import { addModelCommands } from './model/model-commands';
import { failWith } from './output';
import { addResumeCommands } from './resume/resume-commands';

const stateOption = () =>
  new Option('--state <dir>', 'folder for server, store, publications and keys')
    .default('.headwater')
    .env('HEADWATER_STATE');
const jsonOption = () =>
  new Option('--json', 'one JSON object on standard output; everything else goes to standard error');
const collect = (value: string, before: string[]): string[] => [...before, value];

function program(): Command {
  const headwater = new Command('headwater')
    .description('Recurring, durable, audited supply chains of synthetic data.')
    .version(PRODUCT_VERSION)
    // `--version` after a command is the command's own.
    .enablePositionalOptions()
    .showHelpAfterError()
    .addHelpText('after', EXIT_CODES_HELP);

  headwater
    .command('init')
    .description('write a chain file for a data file')
    .argument('<data>', 'CSV, Parquet, Arrow or JSON Lines file')
    .option('--holdout <file>', 'real rows of the same table that are never trained on')
    .option('--target <column>', 'the column a consumer would predict')
    .option('--name <name>', 'name of the chain (default: from the file)')
    .option('--out <file>', 'chain file to write', 'chain.yaml')
    .option('--force', 'overwrite an existing chain file', false)
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/init.js')).initCommand));

  headwater
    .command('run')
    .description('run a chain once, or go on with its unfinished run')
    .argument('<chain>', 'chain file')
    .addOption(stateOption())
    .addOption(jsonOption())
    .option(
      '--set <key=value>',
      'override a value of the chain file, such as output.rows=1000 (repeatable)',
      collect,
      [],
    )
    .option('--partition <name>', 'name of this run within the chain (default: the unfinished one, else the time)')
    .option('--no-worker', 'start no worker: others serve the task queues')
    .addOption(whoOption())
    .addHelpText('after', '\nThe same command given again after any interruption goes on with the run it started.\n')
    .addOption(metricsAt())
    .addOption(metricsPublic())
    .action(lazily(async () => (await import('./commands/run.js')).runCommand));

  headwater
    .command('dev')
    .description('keep a Temporal server and a worker running until Ctrl-C')
    .addOption(stateOption())
    .addOption(metricsAt())
    .addOption(metricsPublic())
    .action(lazily(async () => (await import('./commands/dev.js')).devCommand));

  headwater
    .command('worker')
    .description('serve task queues until stopped')
    .addOption(stateOption())
    .option('--queues <names>', 'comma-separated: control, io, train, generate, assess, publish (default: all)')
    .option('--store <uri>', 'artifact store, a folder or s3://bucket/prefix (default: <state>/store)')
    .addOption(metricsAt())
    .addOption(metricsPublic())
    .action(lazily(async () => (await import('./commands/worker.js')).workerCommand));

  headwater
    .command('status')
    .description('show how far a run is')
    .argument('[run]', 'run id (default: the newest)')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/status.js')).statusCommand));

  headwater
    .command('runs')
    .description('list the runs of a state folder, newest first')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/runs.js')).runsCommand));

  headwater
    .command('show')
    .description('show what a finished run made: verdicts, hashes, files, card')
    .argument('[run]', 'run id (default: the newest)')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/show.js')).showCommand));

  addModelCommands(headwater, { stateOption, jsonOption });
  addAssessCommand(headwater, jsonOption);
  addChainCommands(headwater, { stateOption, jsonOption });
  addGateCommands(headwater, { stateOption, jsonOption });
  addResumeCommands(headwater, { stateOption, jsonOption });
  addChainDecisions(headwater, { stateOption, jsonOption });
  addFeedbackCommand(headwater, { stateOption, jsonOption });
  addLabCommands(headwater, { stateOption, jsonOption });

  headwater
    .command('cancel')
    .description('cancel a run; nothing is published')
    .argument('<run>', 'run id')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/cancel.js')).cancelCommand));

  headwater
    .command('doctor')
    .description('say what this machine lacks, and how to get it')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./commands/doctor.js')).doctorCommand));

  addAuditCommands(headwater, { stateOption, jsonOption });
  addHousekeepingCommands(headwater, { stateOption, jsonOption });

  const deploy = addDeployCommands(headwater, { stateOption, jsonOption });
  const codec = addCodecCommands(headwater, { stateOption, jsonOption });
  for (const command of [headwater, ...headwater.commands, ...codec, ...deploy]) command.exitOverride();
  return headwater;
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      // Commander has printed the message and the help; only the coded form is left to say.
      if (json) failWith(new HeadwaterError('USAGE', error.message, { hint: 'See `headwater --help`.' }), { json });
      else process.exitCode = 2;
      return;
    }
    failWith(error, { json });
  }
}

void main();
