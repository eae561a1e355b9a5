import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { familyNamed } from '@headwater/generators';
import { frameSource } from '@headwater/tables';

const require = createRequire(import.meta.url);

export const FAMILY = 'masked-autoregressive';

/**
 * A request to train that keeps no checkpoints and tells nobody; `over` fills in and replaces. A `frame` stands for the
 * rows of one.
 */
export function trainRequest({ frame, ...over }) {
  return {
    ...(frame === undefined ? {} : { rows: frameSource(frame) }),
    parameters: {},
    seed: 1,
    threads: 1,
    dataSha256: '0'.repeat(64),
    codeVersion: require('@headwater/generators/package.json').version,
    checkpoints: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
    report: () => undefined,
    stopRequested: () => false,
    ...over,
  };
}

export function sampleRequest(over) {
  return {
    seed: 1,
    index: 0,
    conditions: {},
    threads: 1,
    report: () => undefined,
    stopRequested: () => false,
    ...over,
  };
}

export function family() {
  return familyNamed(FAMILY);
}

/** A compiled file inside the generators package that its index does not export. */
export function generatorsInternal(path) {
  return require(join(distOf('generators'), path));
}

/** SHA-256 of the compiled code a model comes from: what an earlier result is only good for. */
export function codeSha256() {
  const hash = createHash('sha256');
  for (const folder of ['generators', 'onnx-graph', 'random', 'tables'].map(distOf)) {
    const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.js'));
    for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

function distOf(name) {
  return join(dirname(require.resolve(`@headwater/${name}/package.json`)), 'dist');
}
