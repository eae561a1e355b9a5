import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEDIA_TYPES, type LedgerEntry } from '@headwater/contracts';
import type { ExecutionHistory } from '@headwater/platform';
import { openStore, type ArtifactStore } from '@headwater/store';
import { historyFault } from '../src/audit/verify-histories';
import { writeHistories } from '../src/audit/write-histories';

const folder = mkdtempSync(join(tmpdir(), 'headwater-export-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUN = 'chain/a/1';

function history(change: Partial<ExecutionHistory> & { first?: string; count?: number } = {}): ExecutionHistory {
  const { first = 'execution-1', count = 3, ...more } = change;
  return {
    ...{ workflowId: RUN, runId: 'execution-1', type: 'chainRun', status: 'COMPLETED' },
    ...{ startTime: new Date(1), closeTime: new Date(2), searchAttributes: { HeadwaterChain: 'a' }, historyBytes: 10 },
    async *events() {
      for (let id = 1; id <= count; id++)
        yield await Promise.resolve({
          ...{ id, time: new Date(id), type: id === 1 ? 'WORKFLOW_EXECUTION_STARTED' : 'OTHER' },
          attributes: id === 1 ? { firstExecutionRunId: first } : { padding: 'x'.repeat(10) },
        });
    },
    ...more,
  };
}

async function* all(histories: readonly ExecutionHistory[]): AsyncGenerator<ExecutionHistory> {
  for (const one of histories) yield await Promise.resolve(one);
}

const entryOf = (sequence: number, more: Partial<LedgerEntry>): LedgerEntry => ({
  ...{ version: 1, chain: 'a', sequence, previous: null, signer: 'k', id: 'id', at: '', kind: 'ended' },
  ...{ facts: {}, artifacts: [] },
  ...more,
});
const ended = (state: string, run = RUN): Map<string, LedgerEntry> =>
  new Map([['execution-1', entryOf(7, { run, facts: { state } })]]);

describe('an export of histories, held against the ledger', () => {
  let store: ArtifactStore;
  let exports = 0;
  beforeAll(async () => {
    store = await openStore(join(folder, 'store'));
  });

  async function exported(histories: readonly ExecutionHistory[], facts: object = {}): Promise<LedgerEntry> {
    const path = join(folder, `${exports++}.parquet`);
    const counts = await writeHistories(path, all(histories));
    const ref = await store.putFile('history-export', MEDIA_TYPES.parquet, path, counts.events);
    return entryOf(8, { kind: 'histories-exported', facts: { ...counts, ...facts }, artifacts: [ref] });
  }

  it('agrees with a run that ended alike, is still open, or was ended from outside', async () => {
    for (const [status, state] of [
      ['COMPLETED', 'published'],
      ['COMPLETED', 'blocked'],
      ['FAILED', 'failed'],
      ['CANCELLED', 'cancelled'],
      ['RUNNING', 'published'],
      ['TERMINATED', 'published'],
    ] as const)
      expect(await historyFault(store, await exported([history({ status })]), ended(state))).toBeNull();
  });

  it('finds a run again after a reset, by the execution it began with', async () => {
    const histories = [history({ status: 'TERMINATED' }), history({ runId: 'execution-2' })];
    expect(await historyFault(store, await exported(histories), ended('published'))).toBeNull();
    expect(await historyFault(store, await exported(histories), ended('failed'))).toMatch(/ended as failed.*COMPLETED/);
  });

  it.each([
    ['another end', [history({ status: 'FAILED' })], {}, ended('published'), /ended as published.* says FAILED/],
    ['another run', [history()], {}, ended('published', 'chain/a/2'), /is of chain\/a\/2/],
    ['a completed run without an end', [history()], {}, new Map(), /completed, and the ledger has no end of it/],
    ['fewer events than entered', [history()], { events: 4 }, ended('published'), /holds 3 events/],
    ['fewer histories than entered', [history()], { workflows: 2 }, ended('published'), /of 1 histories/],
  ])('names %s', async (_, histories, facts, ends, what) => {
    expect(await historyFault(store, await exported(histories, facts), ends as Map<string, LedgerEntry>)).toMatch(what);
  });

  it('names an export that is no table, or lacks an event', async () => {
    const path = join(folder, 'no-table');
    writeFileSync(path, 'no table');
    const ref = await store.putFile('history-export', MEDIA_TYPES.parquet, path);
    const entry = entryOf(8, { kind: 'histories-exported', artifacts: [ref] });
    expect(await historyFault(store, entry, new Map())).toMatch(/cannot be read/);
    const twice = await exported([history(), history()]);
    expect(await historyFault(store, twice, ended('published'))).toMatch(/event 4 .* is missing/);
  });
});
