import { HeadwaterError, canonicalJson, type ArtifactRef } from '@headwater/contracts';
import { readPointer, signerOf, VersionFolder, type Ledger, type PublishTarget } from '@headwater/store';
import { ledgerOf } from '../audit/chain-ledger';
import { readKey } from '../ledger-key';
import { placeOf } from '../audit/publication-place';
import { takeIn, type PublishedOnRecord } from '../audit/verify-publications';
import { openStateStore } from '../find-run';
import { printJson } from '../output';
import { stateFolder } from '../state-folder';

interface DeleteOptions {
  state: string;
  json?: boolean;
  version: string;
  who: string;
  why: string;
}

const TOMBSTONE = 'deleted.json';
const MANIFEST = 'manifest.json';

/**
 * `headwater delete`: takes a published version away for good. The ledger says so first; then the folder gets a
 * tombstone, loses its manifest, so that no reader takes what is left for a version, and then its files. Given again
 * after an interruption it goes on. The version that readers are pointed to stays.
 */
export async function deleteCommand(chain: string, options: DeleteOptions): Promise<void> {
  const { version, who, why } = checked(options);
  const state = stateFolder(options.state);
  const store = await openStateStore(options.state);
  const signer = signerOf(await readKey(state.ledgerKey));
  const ledger = await ledgerOf(store, chain);
  const record = await publishedOf(ledger, chain, version);
  const target = await placeOf(state, store, chain, record.uri, record.spec);
  if (target === null)
    throw new HeadwaterError('PUBLISH_UNWRITABLE', `${record.uri} cannot be reached from here`, {
      hint: 'Delete it where it was published from.',
    });
  await refuseCurrent(target, version);
  const folder = new VersionFolder(target, version);
  const at = new Date().toISOString();
  const head = await ledger.append(
    {
      id: `deleted/${version}/${record.sequence}`,
      kind: 'deleted',
      at,
      facts: { version, who, why, manifestSha256: record.manifestSha256, uri: record.uri },
      artifacts: [],
    },
    signer,
  );
  const removed = await takeAway(folder, { chain, version, at, who, why, ledger: head });
  if (options.json) printJson({ chain, version, uri: folder.uri, removed, ledger: head });
  else process.stdout.write(`${folder.uri}: ${removed.length} files removed; entry ${head.sequence}\n`);
}

async function takeAway(folder: VersionFolder, tombstone: object): Promise<string[]> {
  const names = await folder.names();
  if (!names.includes(TOMBSTONE)) await folder.write(TOMBSTONE, Buffer.from(`${canonicalJson(tombstone)}\n`));
  const removed = [
    ...names.filter((name) => name === MANIFEST),
    ...names.filter((name) => name !== MANIFEST && name !== TOMBSTONE),
  ];
  for (const name of removed) await folder.remove(name);
  return removed;
}

function checked({ version, who, why }: DeleteOptions): Pick<DeleteOptions, 'version' | 'who' | 'why'> {
  for (const [name, text] of Object.entries({ who, why }))
    if (text.trim() === '')
      throw new HeadwaterError('USAGE', `--${name} is empty; the ledger keeps who deleted and why`);
  return { version, who, why };
}

async function publishedOf(ledger: Ledger, chain: string, version: string): Promise<PublishedOnRecord> {
  const specs = new Map<string, ArtifactRef>();
  const versions = new Map<string, PublishedOnRecord>();
  for await (const entry of ledger.entries()) takeIn(entry, new Map(), specs, versions);
  const record = versions.get(version);
  if (record !== undefined) return record;
  throw new HeadwaterError('VERSION_UNKNOWN', `the chain ${chain} published no version ${JSON.stringify(version)}`, {
    hint: '`headwater audit show` lists what it published.',
  });
}

async function refuseCurrent(target: PublishTarget, version: string): Promise<void> {
  if ((await readPointer(target))?.version !== version) return;
  throw new HeadwaterError('VERSION_CURRENT', `readers are pointed to version ${version}; it cannot be deleted`, {
    hint: 'Publish another version or roll back to one first.',
  });
}
