import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Packages whose code can change what a stage computes. */
const CODE_BEHIND = {
  ingest: ['contracts', 'random', 'tables', 'privacy'],
  mix: ['contracts', 'random', 'tables', 'onnx-graph', 'generators', 'quality', 'privacy'],
  train: ['contracts', 'random', 'tables', 'onnx-graph', 'generators'],
  generate: ['contracts', 'random', 'tables', 'onnx-graph', 'generators'],
  privacy: ['contracts', 'random', 'tables', 'onnx-graph', 'generators', 'quality', 'privacy'],
  quality: ['contracts', 'random', 'tables', 'onnx-graph', 'generators', 'quality'],
} as const;

export type KeyedStage = keyof typeof CODE_BEHIND;

const versions = new Map<KeyedStage, string>();

/**
 * A hash over the built code and the third-party versions that a stage runs on: a changed line anywhere behind a stage
 * gives it a new key, so that outputs of old code are never taken for those of new code.
 */
export function codeVersion(stage: KeyedStage): string {
  let version = versions.get(stage);
  if (version === undefined) {
    const hash = createHash('sha256');
    for (const name of CODE_BEHIND[stage]) hashPackage(hash, name);
    version = hash.digest('hex').slice(0, 16);
    versions.set(stage, version);
  }
  return version;
}

/** Of everything behind a run's outputs: a run made by other code is stale. */
export function codeOfRuns(): string {
  const hash = createHash('sha256');
  for (const stage of Object.keys(CODE_BEHIND) as KeyedStage[]) hash.update(codeVersion(stage));
  return hash.digest('hex').slice(0, 16);
}

function hashPackage(hash: ReturnType<typeof createHash>, name: string): void {
  const root = packageRoot(name);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  hash.update(name);
  for (const dependency of Object.keys(manifest.dependencies ?? {}).sort()) {
    if (!dependency.startsWith('@headwater/')) hash.update(`${dependency}@${installedVersion(root, dependency)}`);
  }
  for (const file of builtFiles(join(root, 'dist'))) hash.update(file).update(readFileSync(join(root, 'dist', file)));
}

function packageRoot(name: string): string {
  return dirname(dirname(require.resolve(`@headwater/${name}`)));
}

function installedVersion(root: string, dependency: string): string {
  const path = join(root, 'node_modules', dependency, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version : 'unknown';
}

function builtFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.js'))
    .sort();
}
