import type { AppliedChain, ChainState, FeedbackRequest } from '@headwater/contracts';
import { openingState } from '../src/chain/chain-state';
import {
  cannotPause,
  cannotResume,
  cannotRetrain,
  cannotRollBack,
  cannotTake,
  isRemoved,
  notApplied,
  type Deciding,
} from '../src/chain/faults';

const AT = '2026-01-31T09:30:00.000Z';
const ASKER = { who: 'Ada', why: 'holiday' };
const APPLIED: AppliedChain = {
  spec: { kind: 'spec', sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/json' },
  rows: 100,
  shardRows: 50,
  policy: { name: 'custom', rules: [] },
  approval: null,
  feedback: null,
  searchAttributes: false,
};
const version = (name: string, rolledBackAt?: string): ChainState['versions'][number] => ({
  ...{ version: name, runId: `chain/demo/${name}`, generation: 0, rows: 10, manifestSha256: 'b'.repeat(64), at: AT },
  ...(rolledBackAt === undefined ? {} : { rolledBackAt }),
});

const asked = (state: Partial<ChainState> = {}, doing: Partial<Deciding> = {}): Deciding => ({
  state: { ...openingState('demo'), applied: { ...APPLIED, ...ASKER, at: AT }, ...state },
  removed: false,
  rollingBack: false,
  ...doing,
});
const unapplied = asked({ applied: null });
const removing = asked({}, { removed: true });
const held = { ...ASKER, at: AT };
const published = { versions: [version('v1'), version('v2')], current: 'v2' };
const back = (to: string | null) => ({ ...ASKER, version: to });
const feedback = (of: string): FeedbackRequest => ({
  ...{ ...ASKER, version: of, feedback: APPLIED.spec },
  ...{ retrain: false, targets: [] },
});

it('refuses everybody while no chain is applied, and once it is being removed', () => {
  expect(notApplied(asked())).toBeNull();
  expect(isRemoved(unapplied)).toBeNull();
  for (const fault of [notApplied, cannotPause])
    expect([fault(unapplied), fault(removing)]).toMatchObject([
      { code: 'CHAIN_NOT_FOUND', message: 'the chain demo is not applied' },
      { code: 'CHAIN_NOT_FOUND', message: 'the chain demo is being removed' },
    ]);
  const gone = asked({ ...published, paused: held, applied: { ...APPLIED, ...held } }, { removed: true });
  const faults = [cannotResume(gone), cannotRollBack(gone, back('v1')), cannotTake(gone, feedback('v1'))];
  expect(faults.map((fault) => fault?.message)).toEqual(Array(3).fill('the chain demo is being removed'));
});

it('pauses what goes on, and lets go on what is paused or stopped', () => {
  expect(cannotPause(asked())).toBeNull();
  expect(cannotPause(asked({ paused: held }))).toMatchObject({
    code: 'CHAIN_PAUSED',
    message: `Ada paused the chain demo already, on ${AT}`,
  });
  expect(cannotResume(asked())?.code).toBe('CHAIN_NOT_PAUSED');
  expect([cannotResume(asked({ paused: held })), cannotResume(asked({ stopped: held }))]).toEqual([null, null]);
});

it('goes back to versions it knows but the current one, one rollback at a time', () => {
  const chain = asked(published);
  expect([cannotRollBack(chain, back('v1')), cannotRollBack(chain, back(null))]).toEqual([null, null]);
  const messages = [
    cannotRollBack(chain, back('v2')),
    cannotRollBack(chain, back('v0')),
    cannotRollBack(asked({ ...published, versions: [version('v1', AT), version('v2')] }), back(null)),
    cannotRollBack(asked(), back(null)),
    cannotRollBack(asked(published, { rollingBack: true }), back('v1')),
  ].map((fault) => [fault?.code, fault?.message]);
  expect(messages).toEqual([
    ['VERSION_UNKNOWN', 'the chain demo cannot go back to v2: it is the current one'],
    ['VERSION_UNKNOWN', 'the chain demo cannot go back to v0'],
    ['VERSION_UNKNOWN', 'the chain demo has no good version before v2'],
    ['VERSION_UNKNOWN', 'the chain demo has no good version before the first'],
    ['VERSION_UNKNOWN', 'the chain demo is being rolled back already'],
  ]);
});

it('trains generations of chains that have them, and hears of versions that it published', () => {
  expect(cannotRetrain(asked())).toMatchObject({ code: 'SPEC_INVALID', where: 'feedback' });
  expect(cannotRetrain(unapplied)?.code).toBe('CHAIN_NOT_FOUND');
  expect(cannotTake(asked(published), feedback('v1'))).toBeNull();
  expect(cannotTake(asked(published), feedback('v9'))?.code).toBe('VERSION_UNKNOWN');
});
