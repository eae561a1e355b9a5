import { DOCUMENTS, openEnvelope, vouchedBy, type Vouched } from '@headwater/provenance';
import { sha256, signatureHolds, type VersionFolder } from '@headwater/store';

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
    if (vouched.files.get(name) !== hash) return `${DOCUMENTS.attestation} does not vouch for ${name}`;
  if (vouched.files.size !== named.size) return `${DOCUMENTS.attestation} vouches for files that are not there`;
  named.set(DOCUMENTS.attestation, sha256(attestation));
  return null;
}

/** What an attestation vouches for, where one of the keys signed it; else what is wrong. */
function vouchedFor(attestation: Buffer, keys: ReadonlyMap<string, string>): Vouched | string {
  const opened = openEnvelope(attestation, (id, text, signature) => {
    const key = keys.get(id);
    return key === undefined ? null : signatureHolds(key, text, signature);
  });
  if ('wrong' in opened) return opened.wrong;
  return vouchedBy(opened.payload) ?? 'its payload is no statement on files';
}

/** Between a publication and its entry lie seconds; a worker that is down may make it longer. */
const ENTRY_WITHIN_MS = 3_600_000;

/** What is wrong with a version that no entry names: nothing, if it is ours and its entry may still be to come. */
export async function unknownVersionFault(
  folder: VersionFolder,
  keys: ReadonlyMap<string, string>,
): Promise<string | null> {
  const manifest = await folder.read(MANIFEST);
  // An attempt that was cut off; readers never see it.
  if (manifest === null) return null;
  const attestation = await folder.read(DOCUMENTS.attestation);
  const vouched = attestation === null ? 'there is none' : vouchedFor(attestation, keys);
  if (typeof vouched === 'string' || vouched.files.get(MANIFEST) !== sha256(manifest))
    return `version ${folder.version} was published, and the ledger does not know it`;
  if (Date.now() - Date.parse(vouched.publishedAt) < ENTRY_WITHIN_MS) return null;
  return `version ${folder.version} was published at ${vouched.publishedAt}, and the ledger ends before it: it was rolled back`;
}
