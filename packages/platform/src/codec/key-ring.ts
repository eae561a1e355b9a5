import { statSync } from 'node:fs';
import { HeadwaterError } from '@headwater/contracts';
import { readCodecKeys, type CodecKeys } from './key-file';

/** How long an encrypting process may go on with the old key after a rotation. */
const LOOK_EVERY_MS = 5_000;

/** The keys of a file, read again when it has changed: a rotation needs no restart. */
export class KeyRing {
  private keys: CodecKeys;
  private changedAt: number;
  private lookedAt = performance.now();

  /** @throws HeadwaterError CODEC_KEYS_INVALID */
  constructor(private readonly path: string) {
    this.changedAt = modified(path);
    this.keys = readCodecKeys(path);
  }

  encrypting(): { id: string; key: Buffer } {
    if (performance.now() - this.lookedAt > LOOK_EVERY_MS) this.look();
    const { active, keys } = this.keys;
    return { id: active, key: keys.get(active)! };
  }

  /** @throws HeadwaterError CODEC_KEY_MISSING */
  decrypting(id: string): Buffer {
    const known = this.keys.keys.get(id);
    if (known !== undefined) return known;
    this.look();
    const found = this.keys.keys.get(id);
    if (found !== undefined) return found;
    throw new HeadwaterError('CODEC_KEY_MISSING', `a payload was encrypted with the key ${JSON.stringify(id)}`, {
      hint: `It is not in ${this.path}; HEADWATER_CODEC_KEYS names another file.`,
      where: this.path,
    });
  }

  private look(): void {
    this.lookedAt = performance.now();
    const changedAt = modified(this.path);
    if (changedAt === this.changedAt) return;
    try {
      this.keys = readCodecKeys(this.path);
      this.changedAt = changedAt;
    } catch {
      // Gone, or half copied: what was read before still serves, and the next look tries again.
    }
  }
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
