import { HeadwaterError } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import { stateFolder } from './state-folder';
import type { RunDocument } from './run-document';

/** All runs of a state folder, newest first. */
export async function listRuns(store: ArtifactStore): Promise<RunDocument[]> {
  const documents = (await store.runs.list<RunDocument>()).map((entry) => entry.doc);
  return documents.sort((a, b) => b.submittedAt.localeCompare(a.submittedAt));
}

/** The run of that id, or the newest. */
export async function findRun(store: ArtifactStore, runId: string | undefined): Promise<RunDocument> {
  const runs = await listRuns(store);
  const found = runId === undefined ? runs[0] : runs.find((run) => run.runId === runId);
  if (found !== undefined) return found;
  throw new HeadwaterError(
    'RUN_NOT_FOUND',
    runId === undefined ? 'this state folder has no runs yet' : `no run ${JSON.stringify(runId)} in this state folder`,
    {
      hint: '`headwater runs` lists them.',
    },
  );
}

/** The store of a state folder, for commands that need no Temporal. */
export async function openStateStore(stateDir: string): Promise<ArtifactStore> {
  return openStore(stateFolder(stateDir).store);
}
