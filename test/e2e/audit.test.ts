import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

interface Audit {
  sound: boolean;
  chains: { chain: string; entries: number; artifacts: number }[];
  fault?: { chain: string; sequence: number | null; what: string };
}

describe('the ledger of a chain', () => {
  const folder = new Workspace();
  const state = folder.path('state');
  const entries = join(state, 'store', 'ledger', 'small', 'entries');
  const entry = (sequence: number): string => join(entries, `${String(sequence).padStart(12, '0')}.json`);
  const verify = async (...more: string[]): Promise<Audit & { code: number | null }> => {
    const { stdout, code } = await runCli(['audit', 'verify', '--state', state, '--json', ...more]);
    return { ...(JSON.parse(stdout) as Audit), code };
  };

  beforeAll(async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    const chain = folder.write('chain.yaml', smallChain({ rows: 200, epochs: 1 }));
    const dev = await DevServer.start(state);
    for (const partition of ['one', 'two']) expect((await dev.run(chain, '--partition', partition)).code).toBe(0);
    await dev.stop();
  }, 120_000);
  afterAll(() => folder.remove());

  it('tells what each run did, in order, once, and says so offline', async () => {
    const audit = await verify();
    expect(audit).toMatchObject({ code: 0, sound: true, chains: [{ chain: 'small', entries: 15 }] });
    const kinds = readdirSync(entries)
      .sort()
      .map((name) => (JSON.parse(readFileSync(join(entries, name), 'utf8')) as { entry: { kind: string } }).entry.kind);
    const ofRun = ['ingested', 'trained', 'generated', 'assessed', 'decided', 'published', 'ended'];
    expect(kinds).toEqual(['opened', ...ofRun, ...ofRun]);
  });

  it('is opened by the installation’s key and no other', async () => {
    expect((await verify('--key', join(state, 'keys', 'ledger.pem'))).sound).toBe(true);
    writeFileSync(folder.path('stranger.pem'), strangerKey());
    const audit = await verify('--key', folder.path('stranger.pem'));
    expect(audit).toMatchObject({ code: 1, sound: false, fault: { chain: 'small', sequence: 0 } });
  });

  it('keeps the key from others', () => {
    expect(readFileSync(join(state, 'keys', 'ledger.pem'), 'utf8')).toContain('PRIVATE KEY');
    expect(readdirSync(join(state, 'keys'))).toEqual(['ledger.pem']);
  });

  it.each([
    [
      'a verdict changed',
      () => writeFileSync(entry(5), readFileSync(entry(5), 'utf8').replace('"pass"', '"warn"')),
      { sequence: 5, what: expect.stringMatching(/signature/) as string },
    ],
    ['an entry removed', () => rmSync(entry(3)), { sequence: 3, what: expect.stringMatching(/missing/) as string }],
    [
      'the last entries rolled back',
      () => [13, 14].forEach((sequence) => rmSync(entry(sequence))),
      { what: expect.stringMatching(/rolled back/) as string },
    ],
    [
      'the training rows replaced',
      () => writeFileSync(artifactOf('ingested'), 'other rows'),
      { sequence: 1, what: expect.stringMatching(/do not match/) as string },
    ],
  ])('shows %s, and exits with 1', async (_, tamper, fault) => {
    const kept = new Map(files().map((path) => [path, readFileSync(path)]));
    tamper();
    const audit = await verify();
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
    expect(audit).toMatchObject({ code: 1, sound: false, fault: { chain: 'small', ...fault } });
  });

  it('is sound again with everything put back', async () => {
    expect((await verify()).sound).toBe(true);
  });

  function files(): string[] {
    return [...readdirSync(entries).map((name) => join(entries, name)), artifactOf('ingested')];
  }

  /** The second artifact of the first entry of that kind: of an ingestion, the training rows. */
  function artifactOf(kind: string): string {
    const first = readdirSync(entries)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(entries, name), 'utf8')) as Signed)
      .find(({ entry: { kind: found } }) => found === kind);
    const { sha256 } = first!.entry.artifacts[1]!;
    return join(state, 'store', 'objects', 'sha256', sha256.slice(0, 2), sha256.slice(2));
  }
});

interface Signed {
  entry: { kind: string; artifacts: { sha256: string }[] };
}

/** The key of RFC 8032, section 7.1, test 1. */
function strangerKey(): string {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}
