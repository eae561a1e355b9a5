import { HeadwaterError, type ArtifactRef, type StageName } from '@headwater/contracts';
import { inParallel } from '../backend/in-parallel';
import { checkSha256, storeKey, type StoreKey } from '../keys';
import type { Objects } from '../objects';
import type { Documents } from './documents';

/** What a stage left behind, kept under its stage key. */
export interface StageRecord {
  key: string;
  stage: StageName;
  /** The stage's output message, less the parts that tell one execution from another. */
  outputs: object;
  /** Everything the outputs refer to. The record counts only while all of it is there. */
  artifacts: ArtifactRef[];
  /** ISO time. */
  createdAt: string;
  seconds: number;
  peakBytes: number;
}

/** The memory of what was already done. */
export class StageRecords {
  constructor(
    private readonly documents: Documents,
    private readonly objects: Objects,
  ) {}

  /** The record, if every artifact it names is in the store with its right size. Null means: run the stage. */
  async get(key: string): Promise<StageRecord | null> {
    const record = (await this.documents.read(recordKey(key))) as StageRecord | null;
    if (record?.key !== key) return null;
    const present = await inParallel(record.artifacts, (ref) => this.objects.has(ref));
    return present.every(Boolean) ? record : null;
  }

  /**
   * Commits the record unless another one that still counts is there, and answers with the one that holds: two attempts
   * at one stage thus agree on its outputs. A record that is damaged or whose artifacts are gone gives way.
   * @throws ARTIFACT_MISSING when the record names an artifact that is not in the store
   */
  async put(key: string, record: StageRecord): Promise<StageRecord> {
    if (record.key !== key) {
      throw new HeadwaterError('STORE_KEY_INVALID', `a record of the stage key ${record.key} is put under ${key}`);
    }
    const present = await inParallel(record.artifacts, (ref) => this.objects.has(ref));
    const missing = record.artifacts[present.indexOf(false)];
    if (missing !== undefined) {
      const message = `the record of stage ${record.stage} names the artifact ${missing.sha256}, which is not in the store`;
      throw new HeadwaterError('ARTIFACT_MISSING', message, { hint: 'Put the artifacts first and the record last.' });
    }
    if (await this.documents.create(recordKey(key), record)) return record;
    const winner = await this.get(key);
    if (winner !== null) return winner;
    await this.documents.replace(recordKey(key), record);
    return record;
  }
}

function recordKey(key: string): StoreKey {
  checkSha256(key);
  return storeKey(`stages/${key.slice(0, 2)}/${key}.json`);
}
