import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HeadwaterError, type SourceSpec } from '@headwater/contracts';
import { downloadUri } from '@headwater/store';
import type { StageEnvironment } from './environment';

export interface LocalSource {
  /** A path this machine can open. */
  path: string;
  /** Of the file's bytes as they lie there. */
  sha256: string;
}

/** Told of bytes read, of how many in all (0: not known); may throw to stop. */
type BytesWatch = (done: number, total: number) => void;

const CHUNK = 1 << 20;
const LOOK_MS = 1000;

/** Brings a source into reach (URIs other than file: are downloaded to the scratch folder) and hashes its bytes. */
export async function localSource(
  environment: StageEnvironment,
  source: SourceSpec,
  watch: BytesWatch,
): Promise<LocalSource> {
  const path = await localPath(environment, source.path, watch);
  try {
    return { path, sha256: await hashOf(source.path, path, watch) };
  } catch (error) {
    throw unreadable(source.path, error);
  }
}

async function hashOf(name: string, path: string, watch: BytesWatch): Promise<string> {
  const stats = await stat(path);
  if (stats.isDirectory()) {
    throw new HeadwaterError('SOURCE_UNREADABLE', `${name} is a folder`, { hint: 'Name one file.', where: name });
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    watch((bytes += chunk.length), stats.size);
  }
  return hash.digest('hex');
}

async function localPath(environment: StageEnvironment, path: string, watch: BytesWatch): Promise<string> {
  if (path.startsWith('file:')) return fileURLToPath(path);
  if (!/^[a-z][a-z0-9+.-]+:\/\//.test(path)) return path;
  const target = join(environment.scratch, basename(new URL(path).pathname) || 'source');
  await watched(downloadUri(path, target), target, watch);
  return target;
}

/** The download, with a look at the file now and then: it reports nothing itself, and a silent host is taken for dead. */
async function watched(download: Promise<void>, target: string, watch: BytesWatch): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const looking = new Promise<never>((_, reject) => {
    const look = async (): Promise<void> => {
      const bytes = await stat(target).then(
        ({ size }) => size,
        () => 0,
      );
      watch(bytes, 0);
    };
    timer = setInterval(() => void look().catch(reject), LOOK_MS);
  });
  try {
    await Promise.race([download, looking]);
  } finally {
    clearInterval(timer);
  }
}

function unreadable(path: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new HeadwaterError('SOURCE_NOT_FOUND', `no such file: ${path}`, {
        hint: 'Paths in a chain file start from the folder it is in.',
        where: path,
      });
    case 'EACCES':
    case 'EPERM':
      return new HeadwaterError('SOURCE_UNREADABLE', `${path} may not be read by this user`, {
        where: path,
        cause: error,
      });
    default:
      return error;
  }
}
