import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactRef, PublishInput, TableSchema } from '@headwater/contracts';
import { newSigningKey, openStore, signerOf } from '@headwater/store';
import { frameFromBatches, openSource } from '@headwater/tables';
import type { StageEnvironment } from '../src/environment';
import { publish } from '../src/publish';
import { putShard } from '../src/tables-in-store';
import { ledgerKeyIn } from './support/ledger-key';
import { smallSpec } from './support/small-spec';

const root = mkdtempSync(join(tmpdir(), 'headwater-publish-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let attempts = 0;

async function environment(ledgerKey: string, publishRoot = join(root, 'published')): Promise<StageEnvironment> {
  const scratch = join(root, `scratch-${attempts++}`);
  mkdirSync(scratch);
  return {
    settings: { store: join(root, 'store'), publishRoot, scratch, threads: 1, ledgerKey },
    store: await openStore(join(root, 'store')),
    scratch,
    report: () => undefined,
    stopRequested: () => false,
  };
}

const key = ledgerKeyIn(root);
const other = (kind: ArtifactRef['kind']): ArtifactRef => ({
  ...{ kind, sha256: 'a'.repeat(64), bytes: 1 },
  mediaType: 'application/json',
});

/** `path`: what the chain file says of the source. */
async function input(path = 'rows.csv'): Promise<PublishInput> {
  const work = await environment(key);
  const csv = join(root, 'rows.csv');
  writeFileSync(csv, 'id,city\n1,Bern\n2,Basel\n3,Chur\n');
  const source = await openSource({ path: csv, options: {} }, {});
  const schema: TableSchema = source.schema;
  const shard = await putShard(work, 0, await frameFromBatches(schema, source.batches()));
  const spec = smallSpec({ name: 'a', source: { path, options: {} } });
  return {
    context: {
      ...{ chain: 'a', runId: 'chain/a/p', partition: 'p' },
      spec: await work.store.putJson('spec', spec),
      scheduledAt: '2026-01-30T22:00:00.000Z',
    },
    ingest: {
      ...{ train: other('snapshot'), holdout: other('snapshot'), sourceSha256: 'b'.repeat(64) },
      schema: await work.store.putJson('schema', schema),
    },
    bundle: other('model-bundle'),
    modelSha256: 'c'.repeat(64),
    shards: await work.store.putJson('shard-list', { version: 1, shards: [shard] }),
    decision: { verdict: 'pass', policy: 'none', rules: [], evidence: [] },
    run: {
      execution: '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
      startedAt: '2026-01-31T09:30:00.000Z',
      publishedAt: '2026-01-31T09:31:22.000Z',
      generation: 2,
    },
  };
}

const filesOf = (uri: string): Record<string, string> =>
  Object.fromEntries(readdirSync(uri).map((name) => [name, readFileSync(join(uri, name)).toString('base64')]));

describe('publication', () => {
  it('writes the same bytes in every attempt, wherever the one before was cut off', async () => {
    const request = await input();
    const first = await publish(await environment(key), request);
    const whole = filesOf(first.uri);
    expect(Object.keys(whole).sort()).toEqual([
      'attestation.intoto.json',
      'croissant.json',
      'manifest.json',
      'openlineage.ndjson',
      'part-00000.parquet',
    ]);
    for (const cut of [['manifest.json'], ['manifest.json', 'attestation.intoto.json'], ['croissant.json']]) {
      for (const name of cut) rmSync(join(first.uri, name));
      const again = await publish(await environment(key), request);
      expect(filesOf(again.uri)).toEqual(whole);
      expect(again).toMatchObject({ sha256: first.sha256, attestations: first.attestations, reused: false });
    }
    // Another execution of the same run finds the version as it was published, and leaves what it says.
    const later = { ...request, run: { ...request.run, execution: '0190a1b2-c3d4-7e5f-8a6b-000000000000' } };
    const reused = await publish(await environment(key), later);
    expect(reused).toMatchObject({ sha256: first.sha256, attestations: first.attestations, reused: true });
    expect(filesOf(reused.uri)).toEqual(whole);
    // The manifest knows nothing of the execution, the attestation does.
    const elsewhere = await publish(await environment(key, join(root, 'elsewhere')), later);
    expect(elsewhere.sha256).toBe(first.sha256);
    expect(elsewhere.attestations![2]).not.toEqual(first.attestations![2]);
  });

  it('names the file that was read, not the template of its path', async () => {
    const request = await input('in/{date}/{hour}-{partition}.csv');
    const { uri } = await publish(await environment(key, join(root, 'dated')), request);
    const events = readFileSync(join(uri, 'openlineage.ndjson'), 'utf8').trimEnd().split('\n');
    for (const event of events)
      expect((JSON.parse(event) as { inputs: object[] }).inputs).toMatchObject([
        { namespace: 'file', name: 'in/2026-01-30/22-p.csv' },
      ]);
    for (const name of readdirSync(uri)) expect(readFileSync(join(uri, name), 'utf8')).not.toContain('{date}');
  });

  it('writes nothing without a key that may sign', async () => {
    const request = await input();
    const missing = await environment(join(root, 'nowhere.pem'), join(root, 'unsigned'));
    await expect(publish(missing, request)).rejects.toMatchObject({ code: 'LEDGER_KEY_INVALID' });
    const { store } = missing;
    const fact = { id: 'x', kind: 'ingested' as const, at: '2026-01-31T09:30:00.000Z', facts: {}, artifacts: [] };
    await store.ledger('a').append(fact, signerOf(newSigningKey()));
    await expect(publish(await environment(key, join(root, 'unsigned')), request)).rejects.toMatchObject({
      code: 'LEDGER_KEY_UNKNOWN',
    });
    expect(existsSync(join(root, 'unsigned'))).toBe(false);
  });
});
