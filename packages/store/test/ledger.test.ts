import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerFact, LedgerHead } from '@headwater/contracts';
import { newSigningKey, openStore, signerOf, type ArtifactStore, type LedgerFinding } from '../src';
import { temporaryFolder } from './support/temporary-folder';

const key = newSigningKey();
const signer = signerOf(key);

const fact = (id: string, facts: LedgerFact['facts'] = {}): LedgerFact => ({
  id,
  kind: 'decided',
  run: 'chain/a/1',
  at: '2026-01-01T00:00:00.000Z',
  facts,
  artifacts: [],
});

interface Place {
  store: ArtifactStore;
  root: string;
}

const folder = temporaryFolder();
let places = 0;

async function place(): Promise<Place> {
  const root = join(folder, String(places++));
  return { store: await openStore(root), root };
}

const verify = (store: ArtifactStore, remembered: (LedgerHead & { by: string })[] = []): Promise<LedgerFinding> =>
  store.verifyLedger('a', { remembered });

describe('a ledger', () => {
  it('opens with the signer’s public key and chains every entry to the one before', async () => {
    const { store } = await place();
    expect(await store.ledger('a').head()).toBeNull();
    const first = await store.ledger('a').append(fact('one'), signer);
    const second = await store.ledger('a').append(fact('two'), signer);
    expect([first.sequence, second.sequence]).toEqual([1, 2]);
    const found = await verify(store);
    expect(found).toEqual({ entries: 3, artifacts: 0, head: second, fault: null });
    expect(await store.ledgers()).toEqual(['a']);
  });

  it('takes an event once, however often and however much later it is recorded', async () => {
    const { store } = await place();
    const ledger = store.ledger('a');
    const one = await ledger.append(fact('one'), signer);
    await ledger.append(fact('two'), signer);
    await ledger.append(fact('three'), signer);
    expect(await ledger.append(fact('one', { other: true }), signer)).toEqual(one);
    expect((await verify(store)).entries).toBe(4);
  });

  it('takes an event once even where a writer died between the entry and its index', async () => {
    const { store, root } = await place();
    const ledger = store.ledger('a');
    const one = await ledger.append(fact('one'), signer);
    rmSync(join(root, 'ledger', 'a', 'events'), { recursive: true });
    expect(await ledger.append(fact('one'), signer)).toEqual(one);
    await ledger.append(fact('two'), signer);
    // The writer of the second entry has indexed the first.
    expect(await ledger.append(fact('one'), signer)).toEqual(one);
  });

  it('numbers the events of many writers without a gap, each once', async () => {
    const { store, root } = await place();
    const writers = await Promise.all(Array.from({ length: 8 }, () => openStore(root)));
    const ids = Array.from({ length: 40 }, (_, i) => `event ${i % 20}`);
    const heads = await Promise.all(ids.map((id, i) => writers[i % 8]!.ledger('a').append(fact(id), signer)));
    expect(new Set(heads.map((head) => head.sequence)).size).toBe(20);
    expect(await verify(store)).toMatchObject({ entries: 21, fault: null });
  });

  it('hands over to another key, after which the old one may not sign', async () => {
    const { store } = await place();
    const next = signerOf(newSigningKey());
    const ledger = store.ledger('a');
    await ledger.append(fact('one'), signer);
    await expect(ledger.append(fact('two'), next)).rejects.toMatchObject({ code: 'LEDGER_KEY_UNKNOWN' });
    await ledger.rotate(signer, next, '2026-02-01T00:00:00.000Z');
    await ledger.append(fact('two'), next);
    await expect(ledger.append(fact('three'), signer)).rejects.toMatchObject({ code: 'LEDGER_KEY_UNKNOWN' });
    expect(await verify(store)).toMatchObject({ entries: 4, fault: null });
    expect((await store.verifyLedger('a', { remembered: [], openedBy: next.id })).fault?.what).toContain('opened by');
  });

  it('refuses what is no Ed25519 key, without quoting it', () => {
    for (const pem of ['secret words', key.replace('A', 'B'), '']) {
      let message = '';
      try {
        signerOf(pem);
      } catch (error) {
        message = (error as Error).message;
        expect(error).toMatchObject({ code: 'LEDGER_KEY_INVALID' });
      }
      if (message !== '') expect(message).not.toContain('secret');
    }
  });

  it('signs as RFC 8032 does (section 7.1, test 1)', () => {
    const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64');
    const signature = signerOf(`-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`).sign('');
    expect(Buffer.from(signature, 'base64').toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });
});

function entryPath(root: string, sequence: number): string {
  return join(root, 'ledger', 'a', 'entries', `${String(sequence).padStart(12, '0')}.json`);
}

describe('tampering', () => {
  /** What is done to a ledger of four entries, which entry is named, and what is said. */
  const CASES: [string, (root: string) => void, number | null, RegExp][] = [
    ['a byte of an entry changed', (root) => edit(root, 2, 'score', 'scare'), 2, /signature/],
    ['a byte of a signature changed', flipSignature, 2, /signature|canonical/],
    ['white space added', (root) => edit(root, 2, '{"entry"', '{ "entry"'), 2, /canonical/],
    ['an entry removed', (root) => rmSync(entryPath(root, 1)), 1, /missing/],
    ['an entry doubled', (root) => copyFileSync(entryPath(root, 2), entryPath(root, 4)), 4, /says it is entry 2/],
    ['two entries in each other’s place', swap, 1, /says it is entry 2/],
    ['a file among the entries', (root) => writeFileSync(join(root, 'ledger/a/entries/note.json'), '{}'), null, /none/],
    ['an artifact changed', damageArtifact, 3, /shard .* do not match/],
    ['an artifact removed', removeArtifacts, 3, /not in the store/],
  ];

  it.each(CASES)('is found: %s', async (_, tamper, sequence, what) => {
    const { store, root } = await place();
    await fourEntries(store);
    expect((await verify(store)).fault).toBeNull();
    tamper(root);
    const { fault } = await verify(store);
    expect(fault).toMatchObject({ chain: 'a', sequence });
    expect(fault?.what).toMatch(what);
  });

  it('is found: a ledger cut short, and one written anew, by whoever remembers it', async () => {
    const { store, root } = await place();
    const head = await fourEntries(store);
    const remembered = [{ ...head, by: 'the publication 1' }];
    expect((await verify(store, remembered)).fault).toBeNull();
    rmSync(entryPath(root, 3));
    expect((await verify(store, remembered)).fault?.what).toMatch(/publication 1 .*rolled back/);
    rmSync(join(root, 'ledger'), { recursive: true });
    await fourEntries(store, '2027-01-01T00:00:00.000Z');
    expect((await verify(store, remembered)).fault?.what).toMatch(/rewritten/);
  });

  it('is found: an entry by a stranger’s key', async () => {
    const { store, root } = await place();
    await fourEntries(store);
    const stranger = await place();
    const other = signerOf(newSigningKey());
    await stranger.store.ledger('a').append(fact('one'), other);
    copyFileSync(entryPath(stranger.root, 1), entryPath(root, 4));
    renameSync(entryPath(root, 4), entryPath(root, 1));
    expect((await verify(store)).fault).toMatchObject({ sequence: 1 });
  });

  async function fourEntries(store: ArtifactStore, at = '2026-01-01T00:00:00.000Z'): Promise<LedgerHead> {
    const ledger = store.ledger('a');
    await ledger.append({ ...fact('one'), at }, signer);
    await ledger.append(fact('two', { score: 0.5 }), signer);
    const shard = await store.putBytes('shard', 'text/plain', Buffer.from('rows'));
    return ledger.append({ ...fact('three'), artifacts: [shard] }, signer);
  }

  function edit(root: string, sequence: number, from: string, to: string): void {
    const path = entryPath(root, sequence);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }

  function flipSignature(root: string): void {
    const path = entryPath(root, 2);
    const signed = JSON.parse(readFileSync(path, 'utf8')) as { entry: object; signature: string };
    const first = signed.signature.startsWith('A') ? 'B' : 'A';
    writeFileSync(path, `${JSON.stringify({ ...signed, signature: first + signed.signature.slice(1) })}\n`);
  }

  function swap(root: string): void {
    const aside = `${entryPath(root, 1)}.aside`;
    renameSync(entryPath(root, 1), aside);
    renameSync(entryPath(root, 2), entryPath(root, 1));
    renameSync(aside, entryPath(root, 2));
  }

  function objects(root: string): string[] {
    const folder = join(root, 'objects', 'sha256');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.length > 10)
      .map((name) => join(folder, name));
  }

  function damageArtifact(root: string): void {
    for (const path of objects(root)) {
      rmSync(path);
      writeFileSync(path, 'sowr');
    }
  }

  function removeArtifacts(root: string): void {
    for (const path of objects(root)) rmSync(path);
    mkdirSync(join(root, 'objects', 'sha256'), { recursive: true });
  }
});
