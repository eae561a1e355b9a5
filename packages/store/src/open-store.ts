import { ArtifactStore } from './artifact-store';
import { openBackend } from './backend/open-backend';
import { parseLocation } from './location';

/** Snapshots hold real rows: a store's folder made here is its owner's alone. */
const OWNER_ONLY = 0o700;

/**
 * Opens a store at `/path`, `file:///path` or `s3://bucket/prefix?endpoint=...&region=...`, and makes its folder.
 * S3 credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.
 * @throws STORE_URI_INVALID, STATE_UNWRITABLE, STORE_DENIED, STORE_FULL, STORE_UNAVAILABLE
 */
export async function openStore(uri: string): Promise<ArtifactStore> {
  const backend = openBackend(parseLocation(uri), { temporary: 'tmp', mode: OWNER_ONLY });
  await backend.prepare();
  return new ArtifactStore(backend);
}
