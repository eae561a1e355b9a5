import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
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

/** Brings a source into reach (URIs other than file: are downloaded to the scratch folder) and hashes its bytes. */
export async function localSource(environment: StageEnvironment, source: SourceSpec): Promise<LocalSource> {
  const path = await localPath(environment, source.path);
  const hash = createHash('sha256');
  try {
    if ((await stat(path)).isDirectory()) {
      throw new HeadwaterError('SOURCE_UNREADABLE', `${source.path} is a folder`, {
        hint: 'Name one file.',
        where: source.path,
      });
    }
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw unreadable(source.path, error);
  }
  return { path, sha256: hash.digest('hex') };
}

async function localPath(environment: StageEnvironment, path: string): Promise<string> {
  if (path.startsWith('file:')) return fileURLToPath(path);
  if (!/^[a-z][a-z0-9+.-]+:\/\//.test(path)) return path;
  const target = join(environment.scratch, basename(new URL(path).pathname) || 'source');
  environment.report({ note: 'downloading the source', done: 0, total: 4 });
  await downloadUri(path, target);
  return target;
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
