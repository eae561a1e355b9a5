import { addressOf } from '../hashing';
import { publicationKey, type Address } from '../keys';
import { versionKey } from './pointer';
import { onTarget, uriOf, type PublishTarget } from './target';

/** One version's folder at a publish target, for those who check it or take it away. Names are paths within it. */
export class VersionFolder {
  readonly uri: string;

  constructor(
    private readonly target: PublishTarget,
    readonly version: string,
  ) {
    this.uri = uriOf(target, `versions/${version}`);
  }

  /** Sorted; empty where there is no such folder. */
  async names(): Promise<string[]> {
    const folder = publicationKey(`versions/${this.version}`);
    return (await this.target.backend.list(folder)).map(({ key }) => key.slice(folder.length + 1));
  }

  /** null where there is no such file. */
  async read(name: string): Promise<Buffer | null> {
    return this.target.backend.read(versionKey(this.version, name));
  }

  /** Hash and size of the bytes that lie there; null where there is no such file. */
  async address(name: string): Promise<Address | null> {
    const key = versionKey(this.version, name);
    if ((await this.target.backend.stat(key)) === null) return null;
    return addressOf(this.target.backend.chunks(key));
  }

  /** Puts the bytes there in one step, whatever was there. Throws PUBLISH_UNWRITABLE, STORE_FULL, STORE_UNAVAILABLE. */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    await onTarget(() => this.target.backend.replace(versionKey(this.version, name), [bytes], bytes.length));
  }

  /** Throws PUBLISH_UNWRITABLE, STORE_UNAVAILABLE. */
  async remove(name: string): Promise<void> {
    await onTarget(() => this.target.backend.delete(versionKey(this.version, name)));
  }
}

/** Names of the versions that have a folder at the target, sorted. */
export async function versionsAt({ backend }: PublishTarget): Promise<string[]> {
  const entries = await backend.list(publicationKey('versions'));
  return [...new Set(entries.map(({ key }) => key.split('/')[1] ?? ''))].filter((name) => name !== '').sort();
}
