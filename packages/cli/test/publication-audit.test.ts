import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicationDocuments, type Publication } from '@headwater/provenance';
import { newSigningKey, openTarget, publishVersion, signerOf, VersionFolder } from '@headwater/store';
import { unknownVersionFault } from '../src/audit/verify-version';

const folder = mkdtempSync(join(tmpdir(), 'headwater-publication-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const signer = signerOf(newSigningKey());
const known = new Map([[signer.id, signer.publicKey]]);
const REFERENCE = join(__dirname, '../../../test/reference/provenance/one-file/publication.json');

/** A version that was published at that time, and was never entered. */
async function published(version: string, publishedAt: Date): Promise<VersionFolder> {
  const target = await openTarget(join(folder, version));
  const source = join(folder, 'part');
  writeFileSync(source, 'rows');
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const publication = JSON.parse(readFileSync(REFERENCE, 'utf8')) as Publication;
  publication.run.publishedAt = publishedAt.toISOString();
  publication.manifest.sha256 = sha256('{"version":1}');
  await publishVersion(target, {
    ...{ version, manifest: { version: 1 } },
    files: [{ name: 'part', source, sha256: sha256('rows'), bytes: 4, rows: 1 }],
    companions: { files: publicationDocuments(publication, signer), stillHold: () => true },
  });
  return new VersionFolder(target, version);
}

describe('a version that no entry of the ledger names', () => {
  it('is waited for when its key published it just now, and missed by the ledger later', async () => {
    expect(await unknownVersionFault(await published('now', new Date()), known)).toBeNull();
    const early = await published('early', new Date(Date.now() - 2 * 3_600_000));
    expect(await unknownVersionFault(early, known)).toMatch(/ledger ends before it: it was rolled back/);
  });

  it('is a stranger’s when no key of the ledger signed it, or it is unsigned', async () => {
    const version = await published('stranger', new Date());
    const other = signerOf(newSigningKey());
    expect(await unknownVersionFault(version, new Map([[other.id, other.publicKey]]))).toMatch(/does not know it/);
    await version.remove('attestation.intoto.json');
    expect(await unknownVersionFault(version, known)).toMatch(/does not know it/);
  });

  it('is nothing as long as it has no manifest', async () => {
    const version = await published('cut-off', new Date());
    await version.remove('manifest.json');
    expect(await unknownVersionFault(version, new Map())).toBeNull();
  });
});
