import { HeadwaterError } from '@headwater/contracts';
import { inParallel } from '../backend/in-parallel';
import { sha256 } from '../hashing';
import { storeKey, type StoreKey } from '../keys';
import type { Documents } from './documents';

export interface RunEntry<T = unknown> {
  runId: string;
  /** ISO time of the last write. */
  updatedAt: string;
  doc: T;
}

const LONGEST_RUN_ID = 1_000;

/** One small document a run, for listings. The last write wins; a reader sees one of them whole. */
export class RunDocuments {
  constructor(private readonly documents: Documents) {}

  async put(runId: string, doc: unknown): Promise<void> {
    const entry: RunEntry = { runId, updatedAt: new Date().toISOString(), doc };
    await this.documents.replace(runKey(runId), entry);
  }

  async get<T = unknown>(runId: string): Promise<T | null> {
    const entry = (await this.documents.read(runKey(runId))) as RunEntry<T> | null;
    return entry?.runId === runId ? entry.doc : null;
  }

  /** Latest first. */
  async list<T = unknown>(): Promise<RunEntry<T>[]> {
    const keys = await this.documents.backend.list(storeKey('runs'));
    const entries = await inParallel(
      keys,
      ({ key }) => this.documents.read(storeKey(key)) as Promise<RunEntry<T> | null>,
    );
    return entries
      .filter((entry): entry is RunEntry<T> => entry !== null)
      .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0));
  }
}

/** Run ids hold slashes, colons and capitals: the readable part is for people, the hash tells runs apart. */
function runKey(runId: string): StoreKey {
  if (runId.length === 0 || runId.length > LONGEST_RUN_ID) {
    throw new HeadwaterError('STORE_KEY_INVALID', `a run id of ${runId.length} characters cannot be used`, {
      hint: `Use 1 to ${LONGEST_RUN_ID} characters.`,
    });
  }
  const readable = runId
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return storeKey(`runs/${readable}-${sha256(runId).slice(0, 32)}.json`);
}
