import { HeadwaterError, isHeadwaterError } from '@headwater/contracts';
import type { Backend } from './backend/backend';
import { addressOf, sha256, verified, type Chunks, type Content } from './hashing';
import { damagedKey, objectKey, type Address } from './keys';

/** What `fault` says of an object that is not there. */
export const NOT_THERE = 'it is not in the store';

const RUN_AGAIN = 'Start the run again: the stage that made it is then run again and writes it anew.';

/** Bytes under the address that their SHA-256 makes. Nothing is handed out that does not match its address. */
export class Objects {
  constructor(private readonly backend: Backend) {}

  /**
   * Makes sure that the object is there and right. What is there already is read and hashed before it is relied on,
   * and written anew when it is damaged; so a put always leaves a good object. `content` may be asked for twice.
   */
  async put(address: Address, content: () => Content): Promise<void> {
    const key = objectKey(address.sha256);
    if (await this.isIntact(address)) return;
    if (await this.backend.createNamedByContent(key, content(), address.bytes)) return;
    // Another writer was faster, or what is there is damaged.
    if (await this.isIntact(address)) return;
    await this.backend.replace(key, content(), address.bytes);
  }

  /** @throws ARTIFACT_MISSING, ARTIFACT_DAMAGED */
  async read(address: Address): Promise<Buffer> {
    const bytes = await this.backend.read(objectKey(address.sha256));
    if (bytes === null) throw await this.missing(address);
    const found = { sha256: sha256(bytes), bytes: bytes.length };
    if (found.sha256 !== address.sha256 || found.bytes !== address.bytes) throw await this.damaged(address, found);
    return bytes;
  }

  /**
   * The bytes as a stream, which throws after its last chunk when they were wrong: nothing made from it may be used
   * before it has ended.
   * @throws ARTIFACT_MISSING, ARTIFACT_DAMAGED
   */
  async *chunks(address: Address): Chunks {
    const stored = this.backend.chunks(objectKey(address.sha256));
    try {
      yield* verified(stored, address, (found) => this.damaged(address, found));
    } catch (error) {
      if (isHeadwaterError(error) && error.code === 'ARTIFACT_MISSING') throw await this.missing(address);
      throw error;
    }
  }

  /** Reads all of it. @throws ARTIFACT_MISSING, ARTIFACT_DAMAGED */
  async check(address: Address): Promise<void> {
    const iterator = this.chunks(address)[Symbol.asyncIterator]();
    while (!(await iterator.next()).done);
  }

  /** What is wrong with the object, in words; null when it is there and right. Leaves it where it lies. */
  async fault(address: Address): Promise<string | null> {
    const key = objectKey(address.sha256);
    if ((await this.backend.stat(key)) === null) return NOT_THERE;
    const found = await addressOf(this.backend.chunks(key));
    return found.sha256 === address.sha256 && found.bytes === address.bytes ? null : 'its bytes do not match its hash';
  }

  /** Size and time of the object; reads nothing of it. */
  async stat(address: Address): Promise<{ bytes: number; modifiedAt: string | null } | null> {
    return this.backend.stat(objectKey(address.sha256));
  }

  async has(address: Address): Promise<boolean> {
    return (await this.stat(address))?.bytes === address.bytes;
  }

  async delete(address: Address): Promise<void> {
    await this.backend.delete(objectKey(address.sha256));
  }

  /** The object's own file, where it has one; its content is not checked here. */
  localPath(address: Address): string | null {
    return this.backend.localPath(objectKey(address.sha256));
  }

  private async isIntact(address: Address): Promise<boolean> {
    if (!(await this.has(address))) return false;
    try {
      return (await addressOf(this.backend.chunks(objectKey(address.sha256)))).sha256 === address.sha256;
    } catch (error) {
      if (isHeadwaterError(error) && error.code === 'ARTIFACT_MISSING') return false;
      throw error;
    }
  }

  private async missing({ sha256: hash }: Address): Promise<HeadwaterError> {
    if ((await this.backend.stat(damagedKey(hash))) !== null) {
      return this.failure(
        'ARTIFACT_DAMAGED',
        `was found damaged before and was set aside as ${damagedKey(hash)}`,
        hash,
      );
    }
    return this.failure('ARTIFACT_MISSING', `is not in ${this.backend.uri}`, hash);
  }

  private async damaged(address: Address, found: Address): Promise<HeadwaterError> {
    if (found.sha256 === address.sha256) {
      const problem = `has ${found.bytes} bytes, but the reference to it says ${address.bytes}`;
      return this.failure('ARTIFACT_DAMAGED', problem, address.sha256);
    }
    await this.setAside(address);
    const problem = `in ${this.backend.uri} does not match its hash: its ${found.bytes} bytes hash to ${found.sha256}`;
    return this.failure('ARTIFACT_DAMAGED', problem, address.sha256);
  }

  /**
   * Takes a damaged object out of the way, so that the stage record that names it no longer counts and the stage is run
   * again; the bytes are kept for whoever wants to know what happened to them. Two readers may try at once, and an
   * auditor may have no right to: reporting the damage does not depend on it.
   */
  private async setAside({ sha256: hash }: Address): Promise<void> {
    await this.backend.move(objectKey(hash), damagedKey(hash)).catch(() => undefined);
  }

  private failure(code: 'ARTIFACT_MISSING' | 'ARTIFACT_DAMAGED', problem: string, hash: string): HeadwaterError {
    return new HeadwaterError(code, `the artifact ${hash} ${problem}`, { hint: RUN_AGAIN, where: objectKey(hash) });
  }
}
