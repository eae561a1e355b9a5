import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './steps.mjs';

/** The S3 server of the tests, if this checkout has one: `{ env, stop() }`. */
export async function startS3Server() {
  const script = join(root, 'infra', 'bootstrap', 's3-server.mjs');
  if (!existsSync(script)) return undefined;
  const { startS3Server: start } = await import(pathToFileURL(script).href);
  return start();
}
