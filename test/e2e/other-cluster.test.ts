import { existsSync } from 'node:fs';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

describe('a cluster that is there already', () => {
  const folder = new Workspace();
  let dev: DevServer;

  beforeAll(async () => {
    folder.write('train.csv', adultRows(500));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    dev = await DevServer.start(folder.path('cluster'));
  }, 120_000);
  afterAll(async () => {
    await dev.stop();
    folder.remove();
  }, 60_000);

  it('serves as well as the embedded one, which is then not started', async () => {
    const chain = folder.write('chain.yaml', smallChain({ rows: 200 }));
    // The store is shared, as it must be: the cluster's own worker may take a task. So are the keys of ledgers and codec.
    const env = {
      TEMPORAL_ADDRESS: dev.address,
      HEADWATER_STORE: folder.path('cluster', 'store'),
      HEADWATER_LEDGER_KEY: folder.path('cluster', 'keys', 'ledger.pem'),
      HEADWATER_CODEC_KEYS: folder.path('cluster', 'keys', 'codec.json'),
    };
    const { json, stderr } = await runCli(['run', chain, '--state', folder.path('mine'), '--json'], env);
    expect(json.status === 'published' ? '' : stderr).toBe('');
    expect(existsSync(folder.path('mine', 'temporal', 'temporal.db'))).toBe(false);
  }, 90_000);

  it('that does not answer is named', async () => {
    const chain = folder.write('chain.yaml', smallChain({ rows: 200 }));
    const env = { TEMPORAL_ADDRESS: '127.0.0.1:9' };
    const { json, code } = await runCli(['run', chain, '--state', folder.path('none'), '--json'], env);
    expect(json.error).toMatchObject({ code: 'TEMPORAL_UNAVAILABLE' });
    expect(json.error.message).toContain('127.0.0.1:9');
    expect(code).toBe(4);
  }, 60_000);
});
