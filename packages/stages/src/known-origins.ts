import { HeadwaterError, type ArtifactRef } from '@headwater/contracts';
import { rowGroupOrigins } from '@headwater/tables';
import type { StageEnvironment } from './environment';

/** Throws ORIGIN_UNKNOWN unless every row group of the snapshot says where its rows come from. */
export async function requireKnownOrigins(environment: StageEnvironment, snapshot: ArtifactRef): Promise<void> {
  const local = await environment.store.withLocalFile(snapshot);
  try {
    if ((await rowGroupOrigins(local.path)) !== null) return;
  } finally {
    await local.release();
  }
  throw new HeadwaterError(
    'ORIGIN_UNKNOWN',
    `rows of the snapshot ${snapshot.sha256} do not say where they come from`,
    {
      hint: 'Train on what a chain ingested or mixed: the origin of its rows is recorded with each row group.',
    },
  );
}
