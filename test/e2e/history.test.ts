import { MAX_MESSAGE_BYTES, chainRunId } from '@headwater/contracts';
import type { ConnectedClient } from '@headwater/platform';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

describe('the history of a run of 40 shards', () => {
  const folder = new Workspace();
  let dev: DevServer;
  let connected: ConnectedClient;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(600));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    dev = await DevServer.start(folder.path('state'));
    const chain = folder.write('chain.yaml', smallChain({ rows: 4000, shardRows: 100 }));
    const { json, stderr } = await dev.run(chain, '--partition', 'forty');
    if (json.status !== 'published') throw new Error(stderr + JSON.stringify(json.error));
    connected = await dev.connect();
  }, 240_000);
  afterAll(async () => {
    await connected?.close();
    await dev.stop();
    folder.remove();
  }, 60_000);

  const historyOf = async (workflowId: string) => {
    const history = await connected.client.workflow.getHandle(workflowId).fetchHistory();
    return history.events ?? [];
  };

  it('carries no message of 16 KB or more', async () => {
    const run = chainRunId('small', 'forty');
    for (const id of [run, `${run}/shards-0`]) {
      for (const event of await historyOf(id)) {
        for (const payload of payloadsIn(event)) expect(payload.length).toBeLessThan(MAX_MESSAGE_BYTES);
      }
    }
  });

  it('stays far below the limits', async () => {
    const run = chainRunId('small', 'forty');
    const events = { run: (await historyOf(run)).length, window: (await historyOf(`${run}/shards-0`)).length };
    expect(events.run).toBeLessThan(150);
    expect(events.window).toBeLessThan(400);
  });
});

/** Every payload's data anywhere in an event. */
function payloadsIn(value: unknown): Uint8Array[] {
  if (value === null || typeof value !== 'object') return [];
  if (value instanceof Uint8Array) return [value];
  return Object.values(value).flatMap(payloadsIn);
}
