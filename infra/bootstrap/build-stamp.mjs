import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './steps.mjs';

const STAMP = join(root, 'node_modules', '.headwater', 'built');
const NOT_SOURCE = new Set(['node_modules', 'dist', 'test', '.turbo', 'coverage']);

/** Whether the build of exactly these sources is there; if not, call `markBuilt` after building them. */
export function checkBuild() {
  const hash = sourceHash();
  const stamped = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;
  const isBuilt = stamped && packageFolders().every((folder) => existsSync(join(folder, 'dist')));
  const markBuilt = () => {
    mkdirSync(join(STAMP, '..'), { recursive: true });
    writeFileSync(STAMP, hash);
  };
  return { isBuilt, markBuilt };
}

/** Every folder with a package that is built. */
function packageFolders() {
  const inPackages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  return [...inPackages, join(root, 'workflows'), join(root, 'infra')].filter((folder) =>
    existsSync(join(folder, 'tsconfig.json')),
  );
}

function sourceHash() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const file of ['pnpm-lock.yaml', 'tsconfig.base.json', 'tsconfig.json']) add(hash, join(root, file));
  for (const folder of packageFolders()) walk(hash, folder);
  return hash.digest('hex');
}

function walk(hash, folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (NOT_SOURCE.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(hash, path);
    else if (entry.isFile()) add(hash, path);
  }
}

function add(hash, path) {
  const content = readFileSync(path);
  hash.update(`${relative(root, path)}\0${content.length}\0`).update(content);
}
