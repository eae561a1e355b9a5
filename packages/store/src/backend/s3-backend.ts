import { HeadwaterError } from '@headwater/contracts';
import type { Operator } from 'opendal';
import type { Chunks, Content } from '../hashing';
import type { StoreKey } from '../keys';
import type { S3Location } from '../location';
import type { Backend, StoreEntry } from './backend';
import { isKind, storeFailure } from './failures';
import { operatorChunks } from './operator-chunks';
import { asBuffer, describe, ifFound } from './operator-results';
import { s3Operator } from './s3-operator';

/** How long a request may take, its retries included, in milliseconds. */
export interface Deadlines {
  /** Requests that carry no content: stat, list, delete. */
  short: number;
  /** Requests that carry up to a part of an upload, or read one object. */
  long: number;
}

const DEADLINES: Deadlines = { short: 60_000, long: 600_000 };

/** Up to this size content is sent in one request, which can be conditional. */
const ONE_REQUEST = 8 << 20;
/** S3 takes 10 000 parts at most; a few are left spare. */
const MOST_PARTS = 9_000;
/** With four, OpenDAL 0.49.2 came to hold a whole file of 512 MB in memory; with one it stays at a few parts. */
const PARTS_AT_ONCE = 1;

/**
 * A bucket, or a part of one. S3 shows an object only when its upload is complete, so nothing needs a temporary name,
 * and If-None-Match is commit-if-absent for an upload of one request. An upload in parts is NOT conditional: OpenDAL
 * 0.49.2 drops the condition when it completes one (seen against versitygw, which enforces it). Only content named by
 * its own hash is sent that way, where replacing changes nothing.
 *
 * An upload in parts that a killed process began is never seen as an object, yet the service keeps its parts: let a
 * lifecycle rule (AbortIncompleteMultipartUpload) remove them.
 */
export class S3Backend implements Backend {
  readonly uri: string;
  private opened: Operator | undefined;

  constructor(
    private readonly location: S3Location,
    private readonly deadlines: Deadlines = DEADLINES,
  ) {
    this.uri = location.uri;
  }

  async prepare(): Promise<void> {
    // Listing tells a missing bucket and refused keys from a missing object, which stat does not.
    await this.attempt(this.deadlines.short, async () => {
      const lister = await this.operator.lister('', { limit: 1 });
      await lister.next();
    });
  }

  async stat(key: StoreKey): Promise<Omit<StoreEntry, 'key'> | null> {
    return this.attempt(this.deadlines.short, async () => {
      const found = await ifFound(this.operator.stat(key));
      return found === null ? null : describe(found);
    });
  }

  async read(key: StoreKey): Promise<Buffer | null> {
    return this.attempt(this.deadlines.long, () => ifFound(this.operator.read(key)));
  }

  chunks(key: StoreKey): Chunks {
    const attempt = { place: this.uri, remote: true };
    return operatorChunks(
      () => this.operator,
      key,
      attempt,
      (work) => this.within(this.deadlines.long, work),
    );
  }

  async create(key: StoreKey, bytes: Uint8Array): Promise<boolean> {
    return this.attempt(
      this.deadlines.long,
      async () => {
        try {
          await this.operator.write(key, asBuffer(bytes), { ifNotExists: true });
          return true;
        } catch (error) {
          if (isKind(error, 'ConditionNotMatch')) return false;
          throw error;
        }
      },
      bytes.length,
    );
  }

  async createNamedByContent(key: StoreKey, content: Content, bytes: number): Promise<boolean> {
    if (bytes <= ONE_REQUEST) return this.create(key, await collect(content));
    await this.upload(key, content, bytes);
    return true;
  }

  async replace(key: StoreKey, content: Content, bytes: number): Promise<void> {
    if (bytes > ONE_REQUEST) return this.upload(key, content, bytes);
    const body = await collect(content);
    await this.attempt(this.deadlines.long, () => this.operator.write(key, body), bytes);
  }

  async move(from: StoreKey, to: StoreKey): Promise<void> {
    await this.attempt(this.deadlines.long, async () => {
      await this.operator.copy(from, to);
      await this.operator.delete(from);
    });
  }

  async delete(key: StoreKey): Promise<void> {
    await this.attempt(this.deadlines.short, () => this.operator.delete(key));
  }

  async list(folder: StoreKey | ''): Promise<StoreEntry[]> {
    return this.attempt(this.deadlines.long, async () => {
      const listed = await this.operator.list(folder === '' ? '' : `${folder}/`, { recursive: true });
      return listed
        .map((entry) => ({ key: entry.path(), ...describe(entry.metadata()) }))
        .filter(({ key }) => !key.endsWith('/'))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    });
  }

  localPath(): null {
    return null;
  }

  /** Holds a few parts in memory, whatever the size. */
  private async upload(key: StoreKey, content: Content, bytes: number): Promise<void> {
    const part = Math.max(ONE_REQUEST, Math.ceil(bytes / MOST_PARTS));
    const writer = await this.attempt(
      this.deadlines.short,
      () => this.operator.writer(key, { chunk: BigInt(part), concurrent: PARTS_AT_ONCE }),
      bytes,
    );
    // An error of the content leaves the upload without its end: the object never appears.
    for await (const chunk of content) {
      await this.attempt(this.deadlines.long, () => writer.write(asBuffer(chunk)), bytes);
    }
    await this.attempt(this.deadlines.long, () => writer.close(), bytes);
  }

  private get operator(): Operator {
    this.opened ??= s3Operator(this.location);
    return this.opened;
  }

  private async attempt<T>(deadline: number, work: () => Promise<T>, bytes?: number): Promise<T> {
    try {
      return await this.within(deadline, work());
    } catch (error) {
      throw storeFailure(error, { place: this.uri, remote: true, ...(bytes === undefined ? {} : { bytes }) });
    }
  }

  /** OpenDAL sets no limit of its own, and its binding does not export the layer that would. */
  private async within<T>(deadline: number, work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const message = `${this.uri} did not answer within ${deadline / 1000} s`;
        reject(new HeadwaterError('STORE_UNAVAILABLE', message, { hint: 'Check that the endpoint can be reached.' }));
      }, deadline);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function collect(content: Content): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of content) parts.push(chunk);
  return Buffer.concat(parts);
}
