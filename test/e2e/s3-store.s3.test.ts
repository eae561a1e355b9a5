import { runCli } from '../harness/cli';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

/** Set by the test command, which starts a real S3 server for the whole run. */
function setting(name: string): string {
  const value = process.env[`HEADWATER_TEST_S3_${name}`];
  if (value === undefined) throw new Error(`HEADWATER_TEST_S3_${name} is not set: run the tests with npm test`);
  return value;
}

describe('a chain whose store and publications lie in S3', () => {
  const folder = new Workspace();
  beforeAll(() => {
    folder.write('train.csv', adultRows(500));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
  });
  afterAll(() => folder.remove());

  it('publishes there, and a machine with another state folder reuses what is stored', async () => {
    const place = (name: string): string =>
      `s3://${setting('BUCKET')}/${folder.root.split('/').pop()}/${name}?endpoint=${setting('ENDPOINT')}&region=us-east-1`;
    const chain = folder.write(
      'chain.yaml',
      smallChain({ rows: 200, extra: `publish: { target: '${place('published')}' }\n` }),
    );
    const env = {
      HEADWATER_STORE: place('store'),
      AWS_ACCESS_KEY_ID: setting('KEY'),
      AWS_SECRET_ACCESS_KEY: setting('SECRET'),
    };
    const first = await runCli(['run', chain, '--state', folder.path('one'), '--json'], env);
    expect(first.json.error).toBeUndefined();
    expect(first.json.published.uri).toMatch(/^s3:/);
    expect(first.json.model.uri).toMatch(/objects\/sha256\/[0-9a-f/]+\?endpoint/);
    // Two machines that share a store share the key that signs its ledgers.
    const shared = { ...env, HEADWATER_LEDGER_KEY: folder.path('one', 'keys', 'ledger.pem') };
    const second = await runCli(['run', chain, '--state', folder.path('two'), '--json'], shared);
    expect(second.json.reused).toEqual(expect.arrayContaining(['ingest', 'train', 'generate', 'privacy', 'quality']));
    expect(second.json.shards).toEqual(first.json.shards);
  }, 120_000);

  it('says so when the credentials are refused', async () => {
    const chain = folder.write('denied.yaml', smallChain());
    const env = {
      HEADWATER_STORE: `s3://${setting('BUCKET')}/denied?endpoint=${setting('ENDPOINT')}&region=us-east-1`,
      AWS_ACCESS_KEY_ID: setting('KEY'),
      AWS_SECRET_ACCESS_KEY: 'not the secret',
    };
    const { json, code } = await runCli(['run', chain, '--state', folder.path('three'), '--json'], env);
    expect(json.error.code).toBe('STORE_DENIED');
    expect(code).toBe(4);
  }, 60_000);
});
