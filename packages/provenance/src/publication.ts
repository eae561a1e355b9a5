import type { ArtifactRef, GateDecision, PublishFormat, RunKind, TableSchema } from '@headwater/contracts';

export interface PublicationFile {
  /** In the version's folder. */
  name: string;
  sha256: string;
  bytes: number;
  rows: number;
}

/** Everything that a publication says of itself. Equal for every attempt at one execution of a run. */
export interface Publication {
  chain: string;
  partition: string;
  /** Of the dataset. */
  version: string;
  /** The version's folder, as readers of the data write it. */
  uri: string;
  run: {
    /** Workflow id. */
    id: string;
    /** The run's first execution, a UUID. */
    execution: string;
    /** ISO times: when it started, and when publication was decided on. */
    startedAt: string;
    publishedAt: string;
    kind?: RunKind;
    requestedBy?: string;
    /** ISO time of a scheduled run. */
    scheduledAt?: string;
    generation?: number;
  };
  rows: number;
  schema: TableSchema;
  format: PublishFormat;
  files: PublicationFile[];
  manifest: { name: string; sha256: string; bytes: number };
  madeFrom: {
    /** As the chain file names it. */
    source: { path: string; sha256: string };
    spec: ArtifactRef;
    train: ArtifactRef;
    bundle: ArtifactRef;
    modelSha256: string;
    shards: ArtifactRef;
    /** Of a run that mixed generations: `PoolManifest`. */
    pool?: ArtifactRef;
  };
  decision: GateDecision;
  code: {
    headwater: string;
    node: string;
    /** Stage to the hash of the built code behind it. */
    stages: Record<string, string>;
  };
}

/** A file that lies beside the manifest. */
export interface PublicationDocument {
  name: string;
  mediaType: string;
  bytes: Buffer;
}

/** Names in the version's folder. */
export const DOCUMENTS = {
  croissant: 'croissant.json',
  lineage: 'openlineage.ndjson',
  attestation: 'attestation.intoto.json',
} as const;
