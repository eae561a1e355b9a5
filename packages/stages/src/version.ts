import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of this installation, from the package's own manifest. */
export const PRODUCT_VERSION = (
  JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as { version: string }
).version;
