import { Option, type Command } from 'commander';
import { STAGES } from '@headwater/contracts';
import { lazily } from '../action';
import { whoOption } from '../asker';
import { duration } from './duration';
import type { RerunOptions } from './rerun';
import { shardNumbers } from './shard-numbers';

interface SharedOptions {
  stateOption: () => Option;
  jsonOption: () => Option;
}

/** Adds `resume`, `rerun` and `sweep`: what is done after something went wrong. */
export function addResumeCommands(headwater: Command, { stateOption, jsonOption }: SharedOptions): void {
  headwater
    .command('resume')
    .description('go on with a run that failed, was cancelled or terminated, or run it again from a stage')
    .argument('[run]', 'run id (default: the newest)')
    .addOption(
      new Option('--from <stage>', 'take the stages before it from the store, run it and the others again').choices(
        STAGES,
      ),
    )
    .option('--chain <file>', 'the chain file as it is now, with a changed policy or target for example')
    .option(
      '--set <key=value>',
      'with --chain: override a value of it (repeatable)',
      (v, all: string[]) => [...all, v],
      [],
    )
    .option('--no-worker', 'start no worker: others serve the task queues')
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./resume.js')).resumeCommand));

  headwater
    .command('rerun')
    .description('make shards of a run anew from its stored model, without Temporal')
    .argument('<run>', 'run id')
    .addOption(new Option('--shard <n>', 'the shard, counted from 0').argParser(shardNumbers).conflicts('shards'))
    .addOption(new Option('--shards <list>', 'several, such as 3-20,40').argParser(shardNumbers))
    .option('--verify', 'compare their hashes with those of the run; exit with 1 when one differs', false)
    .option('--out <dir>', 'folder for the Arrow files')
    .addOption(whoOption())
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(async (run: string, options: RerunOptions) => (await import('./rerun.js')).rerunCommand(run, options));

  headwater
    .command('sweep')
    .description('remove the files of versions whose publication never ended')
    .argument('<chain>', 'chain file')
    .option('--older-than <duration>', 'leave files younger than this, such as 30m or 0s', duration, 3600)
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./sweep.js')).sweepCommand));
}
