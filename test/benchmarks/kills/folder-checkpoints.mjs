import {
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.checkpoint';

/**
 * A checkpoint store in a folder. A checkpoint is written beside the others, forced to disk and only then given its name;
 * older ones are removed afterwards. A process killed anywhere in between leaves the last whole one. `saving` is told
 * before the first byte is written.
 */
export function folderCheckpoints(folder, saving = () => undefined) {
  mkdirSync(folder, { recursive: true });
  return {
    load() {
      const last = names(folder).at(-1);
      return Promise.resolve(last === undefined ? null : new Uint8Array(readFileSync(join(folder, last))));
    },
    save(bytes, label) {
      saving(label);
      const name = `${stepOf(label)}${SUFFIX}`;
      const file = openSync(join(folder, `${name}.part`), 'w');
      writeSync(file, bytes);
      fsyncSync(file);
      closeSync(file);
      renameSync(join(folder, `${name}.part`), join(folder, name));
      for (const other of names(folder)) if (other !== name) rmSync(join(folder, other));
      return Promise.resolve();
    },
  };
}

/** Step of the last whole checkpoint in the folder; 0 where there is none. */
export function lastStep(folder) {
  const last = names(folder).at(-1);
  return last === undefined ? 0 : stepOf(last);
}

/** Files of whole checkpoints, the newest last. */
function names(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(SUFFIX))
    .sort((a, b) => stepOf(a) - stepOf(b));
}

function stepOf(text) {
  return Number(/\d+/.exec(text)?.[0] ?? 0);
}
