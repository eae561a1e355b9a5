import type { Location } from '../location';
import type { Backend } from './backend';
import { FolderBackend, type FolderOptions } from './folder-backend';
import { S3Backend } from './s3-backend';

/** The backend for a place. Touches nothing yet: see `Backend.prepare`. */
export function openBackend(location: Location, folder: FolderOptions): Backend {
  return location.scheme === 'fs' ? new FolderBackend(location, folder) : new S3Backend(location);
}
