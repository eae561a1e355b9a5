import { createHash } from 'node:crypto';
import { DOCUMENTS, openEnvelope, subjectsOf } from '@headwater/provenance';
import { signatureHolds, type VersionFolder } from '@headwater/store';

const MANIFEST = 'manifest.json';

/** What a ledger says of a version. */
export interface VersionOnRecord {
  manifestSha256: string;
  /** Hashes of what lies beside the manifest; none of a version published before there were any. */
  documents: ReadonlySet<string>;
  /** Keys that the ledger knew when it was published: identifier to PEM. */
  keys: ReadonlyMap<string, string>;
}

interface Manifest {
  files: { name: string; sha256: string; bytes: number }[];
}

/**
 * Holds a version's folder against the ledger: manifest, files, what lies beside the manifest, signature, and that
 * nothing else is there. Returns what is wrong first, or null.
 */
export async function versionFault(folder: VersionFolder, record: VersionOnRecord): Promise<string | null> {
  const manifest = await folder.read(MANIFEST);
  if (manifest === null) return `${MANIFEST} is missing`;
  if (sha256(manifest) !== record.manifestSha256) return `${MANIFEST} is not the one that the ledger names`;
  const named = new Map([[MANIFEST, record.manifestSha256]]);
  for (const file of (JSON.parse(manifest.toString('utf8')) as Manifest).files) {
    const found = await folder.address(file.name);
    if (found === null) return `${file.name} is missing`;
    if (found.sha256 !== file.sha256) return `${file.name}: its bytes do not match its hash in the manifest`;
    named.set(file.name, file.sha256);
  }
  const fault = record.documents.size === 0 ? null : await documentsFault(folder, record, named);
  if (fault !== null) return fault;
  const stranger = (await folder.names()).find((name) => !named.has(name));
  return stranger === undefined ? null : `${stranger} lies among its files, and nothing names it`;
}

/** `named`: the files known so far, to which the documents are added. */
async function documentsFault(
  folder: VersionFolder,
  { documents, keys }: VersionOnRecord,
  named: Map<string, string>,
): Promise<string | null> {
  const attestation = await folder.read(DOCUMENTS.attestation);
  if (attestation === null) return `${DOCUMENTS.attestation} is missing`;
  const vouched = vouchedFor(attestation, keys);
  if (typeof vouched === 'string') return `${DOCUMENTS.attestation}: ${vouched}`;
  for (const name of [DOCUMENTS.croissant, DOCUMENTS.lineage, DOCUMENTS.attestation]) {
    const bytes = await folder.read(name);
    if (bytes === null) return `${name} is missing`;
    if (!documents.has(sha256(bytes))) return `${name} is not the one that the ledger names`;
    if (name !== DOCUMENTS.attestation) named.set(name, sha256(bytes));
  }
  for (const [name, hash] of named)
    if (vouched.get(name) !== hash) return `${DOCUMENTS.attestation} does not vouch for ${name}`;
  if (vouched.size !== named.size) return `${DOCUMENTS.attestation} vouches for files that are not there`;
  named.set(DOCUMENTS.attestation, sha256(attestation));
  return null;
}

/** The files an attestation vouches for, where one of the keys signed it; else what is wrong. */
export function vouchedFor(attestation: Buffer, keys: ReadonlyMap<string, string>): Map<string, string> | string {
  const opened = openEnvelope(attestation, (id, text, signature) => {
    const key = keys.get(id);
    return key === undefined ? null : signatureHolds(key, text, signature);
  });
  if ('wrong' in opened) return opened.wrong;
  return subjectsOf(opened.payload) ?? 'its payload is no statement on files';
}

/** Of a version that no entry names: whether it is ours, and its entry is still to come. */
export async function isOurs(folder: VersionFolder, keys: ReadonlyMap<string, string>): Promise<boolean> {
  const [manifest, attestation] = [await folder.read(MANIFEST), await folder.read(DOCUMENTS.attestation)];
  if (manifest === null || attestation === null) return false;
  const vouched = vouchedFor(attestation, keys);
  return typeof vouched !== 'string' && vouched.get(MANIFEST) === sha256(manifest);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
