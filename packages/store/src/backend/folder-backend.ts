import { randomUUID } from 'node:crypto';
import { link } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import { Operator } from 'opendal';
import type { Chunks, Content } from '../hashing';
import { publicationKey, storeKey, type StoreKey } from '../keys';
import type { FolderLocation } from '../location';
import type { Backend, StoreEntry } from './backend';
import { inParallel } from './in-parallel';
import { makeFolder, syncFolder } from './durable-folder';
import { storeFailure } from './failures';
import { operatorChunks } from './operator-chunks';
import { asBuffer, describe, ifFound } from './operator-results';

const STALE_AFTER_MS = 24 * 3600 * 1000;

export interface FolderOptions {
  /** The folder for unfinished files, inside the root so that a rename is one step. */
  temporary: 'tmp' | '.tmp';
  /** Mode of the root when it is made here. */
  mode?: number;
}

/**
 * A folder of a POSIX file system.
 *
 * OpenDAL reads, writes, lists and deletes. Its writer calls fsync when it is closed (seen with strace on 0.49.2), but
 * its two ways to commit are not enough: `ifNotExists` opens the final name and fills it in place, so a reader can see
 * half a file, and `atomic_write_dir` looks first and renames later, so two can win. Hence every write goes to a name
 * of its own under `tmp/` and is committed by link(2), which fails when the name exists, or by rename(2), which
 * replaces it in one step; the folder is synchronised after either.
 */
export class FolderBackend implements Backend {
  readonly uri: string;
  private readonly root: string;
  private opened: Operator | undefined;

  constructor(
    location: FolderLocation,
    private readonly options: FolderOptions,
  ) {
    this.uri = location.uri;
    this.root = location.root;
  }

  async prepare(): Promise<void> {
    const probe = storeKey(`${this.options.temporary}/probe-${randomUUID()}`);
    await this.attempt(() => makeFolder(this.root, this.options.mode));
    // Goes through the same steps as a real commit: a file system without hard links is found here and not in a run.
    await this.create(probe, new Uint8Array(1));
    const now = (await this.stat(probe))?.modifiedAt;
    await this.delete(probe);
    if (now) await this.sweep(Date.parse(now));
  }

  async stat(key: StoreKey): Promise<Omit<StoreEntry, 'key'> | null> {
    return this.attempt(async () => {
      const found = await ifFound(this.operator.stat(key));
      return found === null ? null : describe(found);
    });
  }

  async read(key: StoreKey): Promise<Buffer | null> {
    return this.attempt(() => ifFound(this.operator.read(key)));
  }

  chunks(key: StoreKey): Chunks {
    return operatorChunks(() => this.operator, key, { place: this.uri, remote: false });
  }

  async create(key: StoreKey, bytes: Uint8Array): Promise<boolean> {
    return this.createNamedByContent(key, [bytes], bytes.length);
  }

  async createNamedByContent(key: StoreKey, content: Content, bytes: number): Promise<boolean> {
    return this.attempt(async () => {
      const temporary = await this.writeTemporary(content);
      try {
        await this.makeParent(key);
        const created = await linkIfAbsent(this.path(temporary), this.path(key), this.uri);
        await syncFolder(dirname(this.path(key)));
        return created;
      } finally {
        await this.discard(temporary);
      }
    }, bytes);
  }

  async replace(key: StoreKey, content: Content, bytes: number): Promise<void> {
    await this.attempt(async () => {
      const temporary = await this.writeTemporary(content);
      try {
        await this.makeParent(key);
        await this.operator.rename(temporary, key);
      } catch (error) {
        await this.discard(temporary);
        throw error;
      }
      await syncFolder(dirname(this.path(key)));
    }, bytes);
  }

  async move(from: StoreKey, to: StoreKey): Promise<void> {
    await this.attempt(async () => {
      await this.makeParent(to);
      await this.operator.rename(from, to);
      await syncFolder(dirname(this.path(to)));
    });
  }

  async delete(key: StoreKey): Promise<void> {
    await this.attempt(() => this.operator.delete(key));
  }

  async list(folder: StoreKey | ''): Promise<StoreEntry[]> {
    return this.attempt(async () => {
      const listed = await this.operator.list(folder === '' ? '' : `${folder}/`, { recursive: true });
      const keys = listed.map((entry) => entry.path()).filter((path) => !path.endsWith('/'));
      // The file system service lists names only; sizes and times take a call each.
      const entries = await inParallel(keys.sort(), async (key) => {
        const found = await ifFound(this.operator.stat(key));
        return found === null ? [] : [{ key, ...describe(found) }];
      });
      return entries.flat();
    });
  }

  localPath(key: StoreKey): string {
    return this.path(key);
  }

  private path(key: StoreKey): string {
    return join(this.root, key);
  }

  /** Made at first use: OpenDAL makes the root folder when an operator is built, whatever its mode should be. */
  private get operator(): Operator {
    this.opened ??= new Operator('fs', { root: this.root });
    return this.opened;
  }

  /** Writes under a name nobody else has. Whatever goes wrong, the file is gone when this throws. */
  private async writeTemporary(content: Content): Promise<StoreKey> {
    const temporary = storeKey(`${this.options.temporary}/${process.pid}-${randomUUID()}`);
    const writer = await this.operator.writer(temporary, { ifNotExists: true });
    try {
      for await (const chunk of content) await writer.write(asBuffer(chunk));
      await writer.close();
    } catch (error) {
      // Closing gives the file descriptor back; that it fails again says nothing new.
      await writer.close().catch(() => undefined);
      await this.discard(temporary);
      throw error;
    }
    return temporary;
  }

  /** That this fails must not hide how the write ended; what stays is swept later. */
  private async discard(temporary: StoreKey): Promise<void> {
    await this.operator.delete(temporary).catch(() => undefined);
  }

  private async makeParent(key: StoreKey): Promise<void> {
    await makeFolder(dirname(this.path(key)));
  }

  /**
   * Removes what killed processes left unfinished. A file this old has no writer any more: by the file system's clock, for
   * this machine's may have jumped, or differ from a file server's.
   */
  private async sweep(now: number): Promise<void> {
    for (const { key, modifiedAt } of await this.list(storeKey(this.options.temporary))) {
      if (modifiedAt && Date.parse(modifiedAt) < now - STALE_AFTER_MS) await this.delete(publicationKey(key));
    }
  }

  private async attempt<T>(work: () => Promise<T>, bytes?: number): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeFailure(error, { place: this.uri, remote: false, ...(bytes === undefined ? {} : { bytes }) });
    }
  }
}

const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

async function linkIfAbsent(from: string, to: string, place: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!NO_LINKS.has(code)) throw error;
    throw new HeadwaterError(
      'STATE_UNWRITABLE',
      `${place} cannot be used: its file system has no hard links (${code})`,
      {
        hint: 'Use a local disk, NFS or S3: a file is committed by linking it to its name, which no one else can undo.',
        cause: error,
      },
    );
  }
}
