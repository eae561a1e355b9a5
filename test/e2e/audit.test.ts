import { copyFileSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyState } from '@headwater/cli/verify-state';
import { AuditedState, edit, flipBit } from '../harness/audited-state';
import { runCli } from '../harness/cli';
import { DevServer } from '../harness/dev-server';
import { Workspace, adultRows, smallChain } from '../harness/workspace';

const MINUTES = 60_000;

interface Tree {
  files: Record<string, { sha256: string }>;
}

/** What is done to a copy of the state, which entry is named, and what is said. The last entry is the export's, 15. */
const TAMPERINGS: [string, (state: AuditedState) => void, number | null, RegExp][] = [
  ['a byte of an entry', (s) => edit(s.entry(5), (t) => t.replace('"pass"', '"warn"')), 5, /signature does not hold/],
  ['a byte of an entry’s signature', (s) => edit(s.entry(5), otherSignature), 5, /signature does not hold/],
  ['an entry removed', (s) => rmSync(s.entry(3)), 3, /missing/],
  ['an entry doubled', (s) => copyFileSync(s.entry(15), s.entry(16)), 16, /says it is entry 15/],
  ['two entries in each other’s place', swapEntries, 3, /says it is entry 4/],
  ['the ledger rolled back', (s) => [13, 14, 15].forEach((n) => rmSync(s.entry(n))), null, /rolled back/],
  ['the training rows', (s) => flipBit(s.artifact('ingested', 'snapshot')), 1, /snapshot .* do not match/],
  ['the model’s file', (s) => flipBit(modelFile(s)), 2, /model-file .* do not match/],
  ['a shard', (s) => flipBit(shard(s)), 3, /shard .* in it: its bytes do not match/],
  ['the evidence removed', (s) => rmSync(s.artifact('assessed', 'evidence')), 4, /not in the store/],
  ['an exported history', (s) => flipBit(s.artifact('histories-exported', 'history-export')), 15, /history-export/],
  ['a published file', (s) => flipBit(s.published('one', 'part-00000.parquet')), 6, /part-00000.parquet: its bytes/],
  ['a published file removed', (s) => rmSync(s.published('two', 'part-00000.parquet')), 13, /parquet is missing/],
  [
    'a file smuggled in',
    (s) => writeFileSync(s.published('one', 'part-9.parquet'), 'x'),
    6,
    /part-9.parquet lies among/,
  ],
  ['the manifest', (s) => flipBit(s.published('one', 'manifest.json')), 6, /manifest.json is not the one/],
  [
    'the Croissant description',
    (s) => flipBit(s.published('one', 'croissant.json')),
    6,
    /croissant.json is not the one/,
  ],
  ['the lineage removed', (s) => rmSync(s.published('one', 'openlineage.ndjson')), 6, /openlineage.ndjson is missing/],
  ['an attestation’s signature', (s) => edit(s.published('one', ATTESTATION), otherDsse), 6, /signature does not hold/],
  [
    'an attestation’s payload',
    (s) => edit(s.published('one', ATTESTATION), otherPayload),
    6,
    /signature does not hold/,
  ],
  ['an attestation for another version', swapAttestations, 6, /intoto.json is not the one|does not vouch for/],
  [
    'an attestation in the store',
    (s) => flipBit(s.artifact('published', 'attestation', 2)),
    6,
    /attestation .* not match/,
  ],
  [
    'a version lost',
    (s) => rmSync(s.version('one'), { recursive: true }),
    6,
    /version one-\w+: manifest.json is missing/,
  ],
  ['the pointer', (s) => edit(s.pointer(), otherManifest), 13, /current.json names another manifest/],
  ['a version nobody published', forgeVersion, 13, /version forged was published, and the ledger does not know it/],
];
const ATTESTATION = 'attestation.intoto.json';
/** Of these the command is asked, too; a process for each of the others would show nothing more. */
const BY_COMMAND = ['a byte of an entry', 'a shard', 'a published file', 'an attestation’s signature'];

describe('the ledger of a chain', () => {
  const folder = new Workspace();
  const state = new AuditedState(folder.path('state'), 'small');

  beforeAll(async () => {
    folder.write('train.csv', adultRows(400));
    folder.write('holdout.csv', adultRows(200, 'holdout'));
    const chain = folder.write('chain.yaml', smallChain({ rows: 200, epochs: 1 }));
    // Two seeds: the second run shares the first one's source and neither its model nor its rows.
    const dev = await DevServer.start(state.root);
    for (const [partition, seed] of [
      ['one', 7],
      ['two', 8],
    ] as const) {
      const asked = ['--partition', partition, '--set', `generator.seed=${seed}`];
      expect((await dev.run(chain, ...asked)).code).toBe(0);
    }
    expect((await runCli(['audit', 'export', '--state', state.root, '--out', folder.path('exports')])).code).toBe(0);
    await dev.stop();
  }, 10 * MINUTES);
  afterAll(() => folder.remove());

  it('tells what each run did, in order, once, and says so offline', async () => {
    expect((await verifyState(state.root)).fault).toBeNull();
    expect(await state.verify()).toMatchObject({
      code: 0,
      sound: true,
      chains: [{ chain: 'small', entries: 16, publications: { checked: 2, unreachable: [] }, exports: 1 }],
    });
    const ofRun = ['ingested', 'trained', 'generated', 'assessed', 'decided', 'published', 'ended'];
    expect(state.kinds()).toEqual(['opened', ...ofRun, ...ofRun, 'histories-exported']);
  });

  it('is shown to people', async () => {
    const { stdout } = await runCli(['audit', 'show', 'small', '--state', state.root]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(16);
    expect(lines[5]).toMatch(/^ +5 {2}\S+ {2}decided +one +policy=anything rules=\(1\) verdict=pass$/);
  });

  it('is opened by the installation’s key and no other', async () => {
    writeFileSync(folder.path('stranger.pem'), strangerKey());
    expect((await verifyState(state.root, join(state.root, 'keys', 'ledger.pem'))).fault).toBeNull();
    expect(await state.verify('--key', folder.path('stranger.pem'))).toMatchObject({
      code: 1,
      sound: false,
      fault: { chain: 'small', sequence: 0 },
    });
  });

  it('keeps the key from others', () => {
    expect(readFileSync(join(state.root, 'keys', 'ledger.pem'), 'utf8')).toContain('PRIVATE KEY');
    expect(readdirSync(join(state.root, 'keys')).sort()).toEqual(['codec.json', 'ledger.pem']);
  });

  it.each(TAMPERINGS)(
    'shows %s',
    async (name, tamper, sequence, what) => {
      const copy = state.copyTo(folder.path('tampered'));
      try {
        tamper(copy);
        const { fault } = await verifyState(copy.root);
        expect(fault).toMatchObject({ chain: 'small', what: expect.stringMatching(what) });
        if (sequence !== null) expect(fault?.sequence).toBe(sequence);
        if (BY_COMMAND.includes(name)) expect(await copy.verify()).toMatchObject({ code: 1, sound: false, fault });
      } finally {
        rmSync(copy.root, { recursive: true });
      }
    },
    MINUTES,
  );

  it('names every tampering that the command is asked for', () => {
    expect(TAMPERINGS.map(([name]) => name)).toEqual(expect.arrayContaining(BY_COMMAND));
  });

  it('tells a version that was deleted from one that was lost', async () => {
    const copy = state.copyTo(folder.path('deleting'));
    const remove = (partition: string): ReturnType<typeof runCli> => {
      const version = copy.version(partition).split('/').pop()!;
      const asked = ['--version', version, '--who', 'ada', '--why', 'the owner asked'];
      return runCli(['delete', 'small', ...asked, '--state', copy.root, '--json']);
    };
    expect((await remove('two')).json.error).toMatchObject({ code: 'VERSION_CURRENT' });
    expect((await remove('one')).code).toBe(0);
    expect(existsSync(copy.published('one', 'part-00000.parquet'))).toBe(false);
    expect(await copy.verify()).toMatchObject({
      code: 0,
      sound: true,
      chains: [{ entries: 17, publications: { checked: 1, deleted: 1 } }],
    });
  }, 60_000);

  it('tells rows and models that were pruned from those that were lost', async () => {
    const copy = state.copyTo(folder.path('pruning'));
    const bundle = copy.artifact('trained', 'model-bundle');
    const prune = (...more: string[]): ReturnType<typeof runCli> =>
      runCli(['prune', '--older-than', '0d', '--state', copy.root, '--json', ...more]);
    expect((await prune('--dry-run')).json).toMatchObject({ dryRun: true });
    expect(existsSync(bundle)).toBe(true);
    expect((await prune()).code).toBe(0);
    // The first run's model is gone; what the second made, and what readers have, is not.
    expect(existsSync(bundle)).toBe(false);
    expect(await copy.verify()).toMatchObject({ code: 0, sound: true, chains: [{ entries: 17 }] });
    rmSync(copy.artifact('assessed', 'evidence'));
    expect((await verifyState(copy.root)).fault?.what).toMatch(/evidence .* not in the store/);
  }, 90_000);

  it('refuses a key that cannot sign, or may not, before any work', async () => {
    const chain = folder.path('chain.yaml');
    const damaged = folder.write('damaged.pem', 'not a key');
    const stranger = folder.write('other.pem', strangerKey());
    const [bad, other] = await Promise.all(
      [damaged, stranger].map((key) =>
        runCli(['run', chain, '--state', state.root, '--json', '--partition', 'x'], { HEADWATER_LEDGER_KEY: key }),
      ),
    );
    expect(bad!.json.error).toMatchObject({ code: 'LEDGER_KEY_INVALID' });
    expect(other!.json.error).toMatchObject({ code: 'LEDGER_KEY_UNKNOWN', stage: 'ingest' });
  }, 90_000);
});

function otherSignature(text: string): string {
  return text.replace(/"signature":"(.)/, (_, first) => `"signature":"${first === 'A' ? 'B' : 'A'}`);
}

function otherDsse(text: string): string {
  return text.replace(/"sig":"(.)/, (_, first) => `"sig":"${first === 'A' ? 'B' : 'A'}`);
}

function otherPayload(text: string): string {
  const envelope = JSON.parse(text) as { payload: string };
  const payload = Buffer.from(envelope.payload, 'base64').toString('utf8').replace('"rows":200', '"rows":201');
  return `${JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') })}\n`;
}

function otherManifest(text: string): string {
  return text.replace(/"manifestSha256":"\w{8}/, '"manifestSha256":"00000000');
}

function swapEntries(state: AuditedState): void {
  const aside = `${state.entry(3)}.aside`;
  renameSync(state.entry(3), aside);
  renameSync(state.entry(4), state.entry(3));
  renameSync(aside, state.entry(4));
}

function swapAttestations(state: AuditedState): void {
  copyFileSync(state.published('two', ATTESTATION), state.published('one', ATTESTATION));
}

function forgeVersion(state: AuditedState): void {
  const forged = join(state.version('one'), '..', 'forged');
  renameSync(state.copyTo(join(state.root, 'aside')).version('one'), forged);
  rmSync(join(forged, ATTESTATION));
}

function modelFile(state: AuditedState): string {
  const { files } = JSON.parse(readFileSync(state.artifact('trained', 'model-bundle'), 'utf8')) as Tree;
  return state.object(files['model.onnx']!.sha256);
}

function shard(state: AuditedState): string {
  const { shards } = JSON.parse(readFileSync(state.artifact('generated', 'shard-list'), 'utf8')) as {
    shards: { sha256: string }[];
  };
  return state.object(shards[0]!.sha256);
}

/** The key of RFC 8032, section 7.1, test 1. */
function strangerKey(): string {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
}
