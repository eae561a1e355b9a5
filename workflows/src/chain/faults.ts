import type { ChainState, ErrorRecord, FeedbackRequest, RollbackRequest } from '@headwater/contracts';
import { versionToGoBackTo } from './chain-state';

/** A chain that decisions are asked of, with what is being done to it at this moment. */
export interface Deciding {
  readonly state: ChainState;
  readonly removed: boolean;
  readonly rollingBack: boolean;
}

// Each says why a decision is refused, or null.

export function notApplied(chain: Deciding): ErrorRecord | null {
  const { state } = chain;
  if (state.applied !== null) return isRemoved(chain);
  return { code: 'CHAIN_NOT_FOUND', message: `the chain ${state.chain} is not applied` };
}

export function isRemoved({ state, removed }: Deciding): ErrorRecord | null {
  if (!removed) return null;
  return { code: 'CHAIN_NOT_FOUND', message: `the chain ${state.chain} is being removed` };
}

export function cannotPause(chain: Deciding): ErrorRecord | null {
  const { chain: name, paused } = chain.state;
  if (paused === null) return notApplied(chain);
  return { code: 'CHAIN_PAUSED', message: `${paused.who} paused the chain ${name} already, on ${paused.at}` };
}

export function cannotResume(chain: Deciding): ErrorRecord | null {
  const { chain: name, paused, stopped } = chain.state;
  if (paused !== null || stopped !== null) return notApplied(chain);
  return { code: 'CHAIN_NOT_PAUSED', message: `the chain ${name} is neither paused nor stopped` };
}

export function cannotRollBack(chain: Deciding, { version }: RollbackRequest): ErrorRecord | null {
  const { chain: name, current, versions } = chain.state;
  if (chain.rollingBack) return { code: 'VERSION_UNKNOWN', message: `the chain ${name} is being rolled back already` };
  const to = versionToGoBackTo(chain.state, version);
  if (to !== null && to !== current && versions.some((known) => known.version === to)) return notApplied(chain);
  return {
    code: 'VERSION_UNKNOWN',
    message:
      version === null
        ? `the chain ${name} has no good version before ${current ?? 'the first'}`
        : `the chain ${name} cannot go back to ${version}${version === current ? ': it is the current one' : ''}`,
    hint: '`headwater chains NAME` lists the versions.',
  };
}

export function cannotRetrain(chain: Deciding): ErrorRecord | null {
  const { chain: name, applied } = chain.state;
  if (applied?.feedback !== null) return notApplied(chain);
  return {
    code: 'SPEC_INVALID',
    message: `the chain ${name} has no \`feedback\` section, so there are no generations to train`,
    hint: 'Add `feedback:` to the chain file and apply it.',
    where: 'feedback',
  };
}

export function cannotTake(chain: Deciding, { version }: FeedbackRequest): ErrorRecord | null {
  const { chain: name, versions } = chain.state;
  if (versions.some((known) => known.version === version)) return notApplied(chain);
  return {
    code: 'VERSION_UNKNOWN',
    message: `the chain ${name} has published no version ${version}, or too long ago`,
    hint: '`headwater chains NAME` lists the versions.',
  };
}
