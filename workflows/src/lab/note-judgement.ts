import type { CollapseAction, LabChain } from '@headwater/contracts';

/** Notes what the judgement of the chain's last generation would have had done, where it is the first to say so. */
export function noteJudgement(
  chain: Pick<LabChain, 'generation' | 'warnedAt' | 'refusedAt' | 'stoppedAt' | 'refusedInARow'>,
  action: CollapseAction,
): void {
  const { generation } = chain;
  if (action !== 'go-on') chain.warnedAt ??= generation;
  const refused = action === 'stop' || action === 'roll-back';
  chain.refusedInARow = refused ? chain.refusedInARow + 1 : 0;
  if (refused) chain.refusedAt ??= generation;
  if (chain.refusedInARow >= 2) chain.stoppedAt ??= generation;
}
