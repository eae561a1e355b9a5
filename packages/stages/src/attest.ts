import {
  canonicalJson,
  type ArtifactRef,
  type ChainSpec,
  type PublishInput,
  type TableSchema,
} from '@headwater/contracts';
import {
  DOCUMENTS,
  openEnvelope,
  publicationDocuments,
  type Publication,
  type PublicationDocument,
  type PublicationFile,
  vouchedBy,
} from '@headwater/provenance';
import { sha256, signatureHolds, type ArtifactStore, type Companions, type Signer } from '@headwater/store';
import { codeVersion, type KeyedStage } from './code-version';
import { sourcesOf } from './sources-of';
import { PRODUCT_VERSION } from './version';

/** What a version is going to be, before any of it is written at its target. */
export interface VersionToPublish {
  version: string;
  uri: string;
  rows: number;
  schema: TableSchema;
  files: PublicationFile[];
  manifest: object;
}

const STAGES_BEHIND: readonly KeyedStage[] = ['ingest', 'train', 'generate', 'privacy', 'quality'];

/** The documents that lie beside a version's manifest, signed. Equal for every attempt at one execution of a run. */
export function attest(
  { context, ingest, bundle, modelSha256, shards, decision, run, pool }: PublishInput,
  spec: ChainSpec,
  made: VersionToPublish,
  signer: Signer,
): PublicationDocument[] {
  const manifest = canonicalJson(made.manifest);
  const publication: Publication = {
    chain: context.chain,
    partition: context.partition,
    version: made.version,
    uri: made.uri,
    run: {
      ...run,
      id: context.runId,
      ...(context.scheduledAt === undefined ? {} : { scheduledAt: context.scheduledAt }),
    },
    rows: made.rows,
    schema: made.schema,
    format: spec.publish.format,
    files: made.files.map(({ name, sha256, bytes, rows }) => ({ name, sha256, bytes, rows })),
    manifest: { name: 'manifest.json', sha256: sha256(manifest), bytes: Buffer.byteLength(manifest) },
    madeFrom: {
      source: { path: sourcesOf(spec, context).source.path, sha256: ingest.sourceSha256 },
      spec: context.spec,
      train: ingest.train,
      bundle,
      modelSha256,
      shards,
      ...(pool === undefined ? {} : { pool }),
    },
    decision,
    code: {
      headwater: PRODUCT_VERSION,
      node: process.version,
      stages: Object.fromEntries(STAGES_BEHIND.map((stage) => [stage, codeVersion(stage)])),
    },
  };
  return publicationDocuments(publication, signer);
}

/** Those that an earlier execution of the run left stay, if this key signed them and they still speak of the version. */
export function companionsOf(
  documents: readonly PublicationDocument[],
  { files, manifest }: VersionToPublish,
  signer: Signer,
): Companions {
  const known = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  known.set('manifest.json', sha256(canonicalJson(manifest)));
  return {
    files: documents,
    stillHold: (found) => {
      const attestation = found.get(DOCUMENTS.attestation);
      if (attestation === undefined) return false;
      const opened = openEnvelope(attestation, (id, text, signature) =>
        id === signer.id ? signatureHolds(signer.publicKey, text, signature) : null,
      );
      const vouched = 'payload' in opened ? vouchedBy(opened.payload) : null;
      const wanted = new Map(known);
      for (const [name, bytes] of found) if (name !== DOCUMENTS.attestation) wanted.set(name, sha256(bytes));
      if (vouched?.files.size !== wanted.size) return false;
      return [...wanted].every(([name, sha256]) => vouched.files.get(name) === sha256);
    },
  };
}

/** Keeps the documents in the store too, where the ledger's entry finds them. */
export async function putDocuments(
  store: ArtifactStore,
  documents: readonly PublicationDocument[],
  published: readonly Buffer[],
): Promise<ArtifactRef[]> {
  const refs: ArtifactRef[] = [];
  for (const [i, { mediaType, bytes }] of documents.entries())
    refs.push(await store.putBytes('attestation', mediaType, published[i] ?? bytes));
  return refs;
}
