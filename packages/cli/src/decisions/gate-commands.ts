import type { Command, Option } from 'commander';
import { MESSAGES, type GateStatus } from '@headwater/contracts';
import { whoOption, whyOption } from '../asker';
import { printJson, say } from '../output';

interface GateOptions {
  state: string;
  json?: boolean;
  who: string;
  why: string;
  evidence: string;
}

/** `headwater approve` and `headwater reject`: a person decides a gate that waits. */
export function addGateCommands(
  headwater: Command,
  options: { stateOption: () => Option; jsonOption: () => Option },
): void {
  const verbs = [
    { name: 'approve', update: MESSAGES.approve, description: 'let a run publish whose gate waits for a person' },
    {
      name: 'reject',
      update: MESSAGES.reject,
      description: 'keep a run from publishing whose gate waits for a person',
    },
  ];
  for (const { name, update, description } of verbs) {
    headwater
      .command(name)
      .description(description)
      .argument('<run>', 'run id')
      .requiredOption('--evidence <sha256>', 'of the decision that was looked at; `headwater status` prints it')
      .addOption(whyOption())
      .addOption(whoOption())
      .addOption(options.stateOption())
      .addOption(options.jsonOption())
      .action((runId: string, given: GateOptions) => decide(runId, update, given));
  }
}

async function decide(runId: string, update: string, options: GateOptions): Promise<void> {
  const { who, why, evidence } = options;
  const { sendOnce } = await import('./send-once.js');
  const gate = await sendOnce<GateStatus>(options.state, runId, update, { who, why, evidence }, 'RUN_NOT_FOUND');
  if (options.json) printJson({ runId, gate });
  else say(`${gate.state} by ${gate.who ?? who}: ${runId}`);
}
