import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Writes indented JSON, making the folder. */
export function writeJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function sha256Of(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sha256OfFile(path) {
  return sha256Of(readFileSync(path));
}
