import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '@headwater/store';
import { headwater, startHeadwater, until } from '../support/command-line.mjs';
import { nameOf, partitionAt } from './chains.mjs';

/** Runs made again at a time. */
const LANES = 3;

/** Every version in a state folder's publications: chain/partition to { model, files, versions }. */
export function publicationsOf(state) {
  const found = new Map();
  for (const chain of namesIn(join(state, 'published'))) {
    for (const version of namesIn(join(state, 'published', chain, 'versions'))) {
      const path = join(state, 'published', chain, 'versions', version, 'manifest.json');
      let manifest;
      try {
        manifest = JSON.parse(readFileSync(path, 'utf8'));
      } catch {
        continue;
      }
      const key = `${chain}/${manifest.partition}`;
      const versions = (found.get(key)?.versions ?? 0) + 1;
      const files = manifest.files.map(({ sha256 }) => sha256).join();
      found.set(key, { model: manifest.madeFrom.modelSha256, files, versions });
    }
  }
  return found;
}

/** How often each run has ended and published, by its chain's ledger: chain/partition to { ended, published }. */
export async function ledgersOf(uri, chains) {
  const store = await openStore(uri);
  const found = new Map();
  for (let index = 0; index < chains; index++) {
    const ledger = store.ledger(nameOf(index));
    for (const sequence of await ledger.sequences()) {
      const { entry } = JSON.parse((await ledger.bytes(sequence)).toString());
      if (entry.run === undefined) continue;
      const key = entry.run.replace(/^chain\//, '');
      const counts = found.get(key) ?? { ended: 0, published: 0 };
      if (entry.kind === 'ended') counts.ended++;
      if (entry.kind === 'published') counts.published++;
      found.set(key, counts);
    }
  }
  return found;
}

/** What was expected, and what became of it. */
export function judge({ chains, times, published, ledgers }) {
  const lost = [];
  const doubled = [];
  for (let index = 0; index < chains; index++) {
    for (const time of times) {
      const key = `${nameOf(index)}/${partitionAt(time)}`;
      const made = published.get(key);
      const entered = ledgers.get(key) ?? { ended: 0, published: 0 };
      if (made === undefined || entered.published === 0) lost.push(key);
      else if (made.versions > 1 || entered.published > 1 || entered.ended > 1) doubled.push(key);
    }
  }
  return { expected: chains * times.length, lost, doubled };
}

/** The same partitions again in a state folder of their own, with nothing killed; those that came out otherwise. */
export async function compareUndisturbed({ folder, published, sample, random, env }) {
  const keys = [...published.keys()].sort();
  while (keys.length > sample) keys.splice(random.below(keys.length), 1);
  const state = join(folder, 'undisturbed');
  const dev = startHeadwater(['dev', '--state', state], env);
  const different = [];
  try {
    await until('a quiet installation', () => dev.stderr().includes('Ctrl-C'), { seconds: 120 });
    const lane = async (own) => {
      for (const key of own) {
        const [chain, partition] = key.split('/');
        const args = ['--state', state, '--no-worker', '--json', '--partition', partition];
        const { json, stderr } = await headwater(['run', join(folder, `${chain}.yaml`), ...args], env);
        if (json.status !== 'published') throw new Error(`${key}: ${stderr}`);
      }
    };
    // Side by side by chain: the runs of one chain wait for each other.
    const lanes = Array.from({ length: LANES }, () => []);
    for (const key of keys) lanes[Number(key.slice(1, 3)) % LANES].push(key);
    await Promise.all(lanes.map(lane));
    const undisturbed = publicationsOf(state);
    for (const key of keys) {
      const [was, is] = [published.get(key), undisturbed.get(key)];
      if (was.model !== is?.model || was.files !== is?.files) different.push(key);
    }
  } finally {
    dev.child.kill('SIGTERM');
    await dev.exit;
  }
  return { compared: keys.length, different };
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
