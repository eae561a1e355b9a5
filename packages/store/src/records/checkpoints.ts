import type { Backend } from '../backend/backend';
import { sha256 } from '../hashing';
import { checkSha256, storeKey, type StoreKey } from '../keys';

export interface Checkpoint {
  label: string;
  /** As given when it was saved. */
  sequence: number;
  bytes: Buffer;
}

const KEPT = 2;
/** <sequence>-<sha256>: names sort by age, and each tells whether its content is whole. */
const LABEL = /^(\d{12})-([0-9a-f]{64})$/;

/** States of a stage that is under way, so that a killed one goes on near where it stopped. */
export class Checkpoints {
  constructor(private readonly backend: Backend) {}

  /** The newest one whose bytes match their hash: a damaged one is passed over for the one before. */
  async latest(stageKey: string): Promise<Checkpoint | null> {
    for (const label of (await this.labels(stageKey)).reverse()) {
      const [, sequence, hash] = LABEL.exec(label) as unknown as [string, string, string];
      const bytes = await this.backend.read(checkpointKey(stageKey, label));
      if (bytes !== null && sha256(bytes) === hash) return { label, sequence: Number(sequence), bytes };
    }
    return null;
  }

  /**
   * Durable once it resolves; a heartbeat may then name the label. Sequences grow as the stage proceeds. The one
   * before is kept as a fallback. Those after it are left alone: they belong to an attempt that got further, or are
   * damaged and will be overwritten.
   */
  async save(stageKey: string, sequence: number, bytes: Uint8Array): Promise<string> {
    const label = `${formatSequence(sequence)}-${sha256(bytes)}`;
    await this.backend.replace(checkpointKey(stageKey, label), [bytes], bytes.length);
    const upToThis = (await this.labels(stageKey)).filter((other) => other <= label);
    for (const old of upToThis.slice(0, -KEPT)) await this.backend.delete(checkpointKey(stageKey, old));
    return label;
  }

  async clear(stageKey: string): Promise<void> {
    for (const label of await this.labels(stageKey)) await this.backend.delete(checkpointKey(stageKey, label));
  }

  /** Oldest first. */
  private async labels(stageKey: string): Promise<string[]> {
    const entries = await this.backend.list(folderKey(stageKey));
    return entries.map(({ key }) => key.slice(key.lastIndexOf('/') + 1)).filter((label) => LABEL.test(label));
  }
}

function formatSequence(sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 0 || sequence >= 1e12) {
    throw new RangeError(`a checkpoint's sequence is a whole number from 0 to 1e12, not ${sequence}`);
  }
  return String(sequence).padStart(12, '0');
}

function folderKey(stageKey: string): StoreKey {
  return storeKey(`checkpoints/${checkSha256(stageKey)}`);
}

function checkpointKey(stageKey: string, label: string): StoreKey {
  return storeKey(`${folderKey(stageKey)}/${label}`);
}
