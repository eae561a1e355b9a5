import type { RunStatus, StageProgress } from '@headwater/contracts';
import { PlainView } from '../src/progress/plain-view';

const status = (train: Partial<RunStatus['stages'][number]>): RunStatus => ({
  chain: 'c',
  runId: 'chain/c/p',
  partition: 'p',
  state: 'running',
  startedAt: '2026-01-01T00:00:00Z',
  spec: { kind: 'spec', sha256: '', bytes: 0, mediaType: '' },
  stages: [{ stage: 'train', state: 'pending', ...train }],
});
const progress = (done: number): StageProgress[] => [
  { stage: 'train', note: `epoch ${done}`, done, total: 10, rowsPerSecond: 12_345, secondsLeft: 4 },
];

describe('progress without a terminal', () => {
  let now = 0;
  const lines: string[] = [];
  const view = new PlainView(
    (line) => lines.push(line),
    () => now,
  );
  const shown = (s: RunStatus, p: StageProgress[] = []): string[] => {
    lines.length = 0;
    view.update(s, p);
    return [...lines];
  };

  it('says when a stage begins and ends, and every ten seconds in between', () => {
    expect(shown(status({}))).toEqual([]);
    expect(shown(status({ state: 'running' }), progress(1))).toEqual([
      'train     running 10 % epoch 1 · 12,345 rows/s · 4.0 s left',
    ]);
    now += 9_999;
    expect(shown(status({ state: 'running' }), progress(2))).toEqual([]);
    now += 1;
    expect(shown(status({ state: 'running' }), progress(3))).toHaveLength(1);
    expect(shown(status({ state: 'done', seconds: 61 }))).toEqual(['train     done 61 s']);
    expect(shown(status({ state: 'done', seconds: 61 }))).toEqual([]);
  });
});
