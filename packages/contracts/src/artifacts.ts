/** What an artifact is for. The kind is part of the reference, never of the address: equal bytes are stored once. */
export type ArtifactKind =
  | 'spec'
  | 'snapshot'
  | 'schema'
  | 'profile'
  | 'pii-findings'
  | 'model-file'
  | 'model-bundle'
  | 'checkpoint'
  | 'shard'
  | 'shard-list'
  | 'evidence'
  | 'card'
  | 'manifest'
  | 'pool-manifest'
  | 'lineage'
  | 'feedback'
  | 'backfill-plan'
  | 'history-export'
  | 'attestation'
  | 'lab-result';

/** The only thing about data that passes through workflow history: a name for bytes, not the bytes. */
export interface ArtifactRef {
  kind: ArtifactKind;
  /** Lower-case hex SHA-256 of the bytes; also their address. */
  sha256: string;
  bytes: number;
  mediaType: string;
  /** Rows, where the artifact is a table. */
  rows?: number;
}

/** A folder as an artifact: the bytes behind its ref are this object as canonical JSON. */
export interface ArtifactTree {
  /** Relative path to file. */
  files: Record<string, ArtifactRef>;
}

export const MEDIA_TYPES = {
  json: 'application/json',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.stream',
  onnx: 'application/onnx',
  html: 'text/html',
  csv: 'text/csv',
  bytes: 'application/octet-stream',
} as const;
