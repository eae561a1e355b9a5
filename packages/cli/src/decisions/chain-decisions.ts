import type { Command, Option } from 'commander';
import { CHAIN_MESSAGES, chainEntityId, type ChainState } from '@headwater/contracts';
import { whoOption, whyOption } from '../asker';
import { printJson, say } from '../output';

interface DecisionOptions {
  state: string;
  json?: boolean;
  who: string;
  why: string;
  version?: string;
}

interface Decision {
  name: string;
  description: string;
  update: string;
  /** What the update gets beside who and why. */
  more?: (options: DecisionOptions) => object;
  options?: [flags: string, description: string][];
  said: (state: ChainState) => string;
}

const DECISIONS: Decision[] = [
  {
    name: 'pause',
    description: 'let no run of a chain start, and hold those under way before their next stage',
    update: CHAIN_MESSAGES.pause,
    said: ({ chain, active }) => `paused ${chain}${active.length > 0 ? `, holding ${active.length} runs` : ''}`,
  },
  {
    name: 'unpause',
    description: 'let a chain that was paused or stopped go on',
    update: CHAIN_MESSAGES.resume,
    said: ({ chain }) => `${chain} goes on`,
  },
  {
    name: 'rollback',
    description: "make an earlier version of a chain's dataset the published one again",
    update: CHAIN_MESSAGES.rollback,
    more: ({ version }) => ({ version: version ?? null }),
    options: [['--version <name>', 'the version to go back to (default: the last good one before the current)']],
    said: ({ chain, current }) => `${chain} publishes ${current ?? 'nothing'} again`,
  },
  {
    name: 'retrain',
    description: 'ask a chain for a new generation of its model',
    update: CHAIN_MESSAGES.retrain,
    more: () => ({ reason: 'request' }),
    said: ({ chain, retrain }) => `${chain} retrains with its next run after ${retrain?.dueAt ?? 'now'}`,
  },
];

/** Commands that decide something about a chain; each ends up in its ledger, with who and why. */
export function addChainDecisions(
  headwater: Command,
  options: { stateOption: () => Option; jsonOption: () => Option },
): void {
  for (const decision of DECISIONS) {
    const command = headwater
      .command(decision.name)
      .description(decision.description)
      .argument('<chain>', 'name of the chain')
      .addOption(whyOption())
      .addOption(whoOption())
      .addOption(options.stateOption())
      .addOption(options.jsonOption())
      .action((chain: string, given: DecisionOptions) => decide(decision, chain, given));
    for (const [flags, description] of decision.options ?? []) command.option(flags, description);
  }
}

async function decide({ update, more, said }: Decision, chain: string, options: DecisionOptions): Promise<void> {
  const { who, why } = options;
  const request = { who, why, ...more?.(options) };
  const { sendOnce } = await import('./send-once.js');
  const state = await sendOnce<ChainState>(options.state, chainEntityId(chain), update, request, 'CHAIN_NOT_FOUND');
  if (options.json) printJson(state);
  else say(said(state));
}
