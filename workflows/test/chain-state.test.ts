import type { AppliedChain, ChainState, FeedbackSpec, RunEnd } from '@headwater/contracts';
import { admit, refusal } from '../src/chain/admissions';
import { askToRetrain, lastGoodBefore, openingState, takeEnd } from '../src/chain/chain-state';

const AT = '2026-01-31T09:30:00.000Z';
const LATER = '2026-01-31T10:30:00.000Z';
const ref = (kind: 'spec' | 'lineage') => ({ kind, sha256: 'a'.repeat(64), bytes: 1, mediaType: 'application/json' });
const FEEDBACK: FeedbackSpec = {
  mix: 'accumulate',
  realFloor: 0.5,
  syntheticCeiling: 0.5,
  mostGenerations: 5,
  budgetRows: null,
  realShare: 0.5,
  verify: true,
  retrainOn: ['drift', 'feedback'],
  debounceSeconds: 600,
};
const applied = (feedback: FeedbackSpec | null = null): AppliedChain => ({
  spec: ref('spec'),
  rows: 100,
  shardRows: 50,
  policy: { name: 'custom', rules: [] },
  approval: null,
  feedback,
  searchAttributes: false,
});
const chain = (feedback?: FeedbackSpec | null): ChainState => ({
  ...openingState('demo'),
  applied: { ...applied(feedback), who: 'Ada', why: 'first', at: AT },
});
const asks = (partition: string) => ({
  partition,
  kind: 'scheduled' as const,
  scheduledAt: AT,
  requestedBy: null,
  replyTo: 'tick',
});
const end = (more: Partial<RunEnd> = {}): RunEnd => ({
  state: 'published',
  kind: 'scheduled',
  at: LATER,
  seconds: 12.4,
  retrain: [],
  ...more,
});
const version = (name: string) => ({
  version: name,
  runId: `chain/demo/${name}`,
  generation: 0,
  rows: 10,
  manifestSha256: 'b'.repeat(64),
  at: LATER,
});

describe('admission', () => {
  it('is refused before a chain is applied, while it is paused, and after it was stopped', () => {
    expect(refusal(openingState('demo'))?.code).toBe('CHAIN_NOT_FOUND');
    const asker = { who: 'Ada', why: 'holiday', at: AT };
    expect(refusal({ ...chain(), paused: asker })).toMatchObject({
      code: 'CHAIN_PAUSED',
      message: expect.stringContaining('holiday') as string,
    });
    expect(refusal({ ...chain(), stopped: asker })?.code).toBe('CHAIN_STOPPED');
    expect(refusal(chain())).toBeNull();
  });

  it('gives the run what was applied, its time, and whoever applied the chain as the one who asks', () => {
    const state = chain();
    const run = admit(state, asks('p1'), AT);
    expect(run).toMatchObject({
      context: { runId: 'chain/demo/p1', scheduledAt: AT },
      rows: 100,
      requestedBy: 'Ada',
      entity: 'chain/demo',
    });
    expect(run.generation).toBeUndefined();
    expect(admit(state, { ...asks('p1'), requestedBy: 'Grace' }, AT).requestedBy).toBe('Grace');
    expect(state.active).toEqual([{ runId: 'chain/demo/p1', partition: 'p1', kind: 'scheduled', since: AT }]);
  });
});

describe('a new generation', () => {
  it('is made by one run, after the wait, and asked for again when that run fails', () => {
    const state: ChainState = { ...chain(FEEDBACK), lineage: ref('lineage'), generation: 3 };
    askToRetrain(state, 'quality', AT);
    expect(state.retrain).toBeNull();
    askToRetrain(state, 'drift', AT);
    askToRetrain(state, 'feedback', LATER);
    expect(state.retrain).toEqual({ reasons: ['drift', 'feedback'], since: AT, dueAt: '2026-01-31T09:40:00.000Z' });
    expect(admit(state, asks('early'), AT).generation?.generation).toBe(3);
    expect(admit(state, asks('due'), LATER).generation?.generation).toBe(4);
    expect(admit(state, asks('beside'), LATER).generation?.generation).toBe(3);
    takeEnd(state, 'chain/demo/due', 'due', end({ state: 'failed', generation: 4 }));
    expect(state.generation).toBe(3);
    expect(admit(state, asks('again'), LATER).generation?.generation).toBe(4);
    takeEnd(state, 'chain/demo/again', 'again', end({ generation: 4 }), ref('lineage'));
    expect([state.generation, state.retrain]).toEqual([4, null]);
  });

  it('is the first one while there is none, and with every scheduled run where the schedule asks for it', () => {
    const state = chain({ ...FEEDBACK, retrainOn: ['schedule'], debounceSeconds: 0 });
    expect(admit(state, asks('p1'), AT).generation).toMatchObject({ generation: 0, lineage: null });
    takeEnd(state, 'chain/demo/p1', 'p1', end({ generation: 0 }), ref('lineage'));
    expect(admit(state, asks('p2'), LATER).generation?.generation).toBe(1);
  });
});

it('goes back to the newest version that nobody took back', () => {
  const state = chain();
  for (const name of ['v1', 'v2', 'v3']) takeEnd(state, `chain/demo/${name}`, name, end({ version: version(name) }));
  expect([state.current, lastGoodBefore(state, 'v3')]).toEqual(['v3', 'v2']);
  state.versions[1]!.rolledBackAt = LATER;
  expect(lastGoodBefore(state, 'v3')).toBe('v1');
  expect(lastGoodBefore(state, 'v1')).toBeNull();
  expect(state.spent).toEqual({ runs: 3, published: 3, rows: 30, seconds: 36 });
});

it('carries no more along than a message may hold, whatever has happened', () => {
  const state = chain(FEEDBACK);
  for (let i = 0; i < 500; i++) {
    admit(state, asks(`p${i}`), AT);
    takeEnd(state, `chain/demo/p${i}`, `p${i}`, end({ version: version(`v${i}`) }));
  }
  expect(state.spent.runs).toBe(500);
  expect(JSON.stringify(state).length).toBeLessThan(16 * 1024);
});
