export type { ArtifactStore } from './artifact-store';
export { downloadUri } from './download-uri';
export type { StoreEntry } from './backend/backend';
export { addressOfFile, sha256 } from './hashing';
export type { Address } from './keys';
export type { LocalFile } from './local-files';
export type { Ledger } from './ledger/ledger';
export { keyId, newSigningKey, signatureHolds, signerOf, type Signer } from './ledger/signing-key';
export type { LedgerFault, LedgerFinding, LedgerHeadRemembered } from './ledger/verify-ledger';
export { openStore } from './open-store';
export type { Checkpoint } from './records/checkpoints';
export type { RunEntry } from './records/run-documents';
export type { StageRecord } from './records/stage-records';
export { stageKey, type StageIdentity } from './stage-key';
export { pointTo, readCurrent, readPointer, type CurrentPointer, type CurrentVersion } from './publish/pointer';
export { probeTarget } from './publish/probe';
export {
  publishVersion,
  type Companions,
  type Published,
  type PublishedFile,
  type PublishRequest,
} from './publish/publish-version';
export { sweepUnfinished } from './publish/sweep';
export { versionsAt, VersionFolder } from './publish/version-folder';
export { openTarget, uriOf, type PublishTarget } from './publish/target';
