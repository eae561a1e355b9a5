import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RandomStream } from '@headwater/random';
import { sha256OfFile, writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, grouped, table } from '../support/markdown.mjs';
import { CORE } from '../support/options.mjs';
import { findTables } from '../support/tables.mjs';
import { lastStep } from './folder-checkpoints.mjs';
import { livesFor } from './lives.mjs';
import { live } from './life.mjs';

export const summary = 'a training killed ten times with SIGKILL ends in the same bytes as one left alone';

export const options = {
  ...CORE,
  data: { type: 'string', help: 'folder of NAME_train.csv and NAME_holdout.csv (default: Adult of the examples)' },
  table: { type: 'string', default: 'adult', help: 'which table' },
  kills: { type: 'string', number: true, default: '10', help: 'how often to kill' },
  epochs: {
    type: 'string',
    number: true,
    default: '300',
    help: 'epochs to train: long enough for several checkpoints',
  },
};

/** Few rows, and about two checkpoints on a fast machine. */
const QUICK = { rows: 2000, kills: 2, epochs: 1500 };

export async function run(settings) {
  const { out, core, seed, quick } = settings;
  const { kills, epochs } = quick ? QUICK : settings;
  const [data] = findTables({
    folder: settings.data,
    names: [settings.table],
    work: join(out, 'tables'),
    rows: quick ? QUICK.rows : null,
  });
  const host = machine();
  const job = (name) => {
    const folder = join(out, name);
    rmSync(folder, { recursive: true, force: true });
    const checkpoints = join(folder, 'checkpoints');
    mkdirSync(checkpoints, { recursive: true });
    // A validation that does not improve must not end it early.
    const parameters = { epochs, patience: 1000 };
    return {
      train: data.train,
      parameters,
      seed,
      checkpoints,
      bundle: join(folder, 'bundle'),
      file: join(folder, 'job'),
    };
  };
  console.error('training once, undisturbed');
  const left = job('undisturbed');
  const alone = await live(left, { core });
  if (!alone.finished) throw new Error(`the undisturbed training ended with ${alone.how}`);
  const cut = job('killed');
  const lives = livesFor(kills, alone.seconds, new RandomStream(seed, 'kills'));
  const ends = await liveAll(cut, lives, core);
  const hashes = ['model.onnx', 'codec.json'].map((name) => ({
    name,
    alone: sha256OfFile(join(left.bundle, name)),
    killed: ends.finished ? sha256OfFile(join(cut.bundle, name)) : null,
  }));
  const same = hashes.every((hash) => hash.alone === hash.killed);
  writeJson(join(out, 'kills.json'), { machine: host, seconds: alone.seconds, ...ends, hashes, same });
  console.log(report(alone, ends, hashes, machineLine(host)));
  const enough = ends.killed.length === kills;
  console.log(`\n${verdict(same, ends.killed.length, kills)}`);
  return same && enough ? 0 : 1;
}

/** One life after the other, each ended as planned, then one that may finish. */
async function liveAll(job, lives, core) {
  const killed = [];
  for (const plan of [...lives, null]) {
    const from = lastStep(job.checkpoints);
    const end = await live(job, { core, plan });
    console.error(end.finished ? `finished from step ${from}` : `killed at step ${end.step}, started from ${from}`);
    if (end.finished) return { killed, finished: true, from };
    if (!end.killed) throw new Error(`the training ended with ${end.how}`);
    killed.push({
      from,
      step: end.step,
      total: end.total,
      seconds: end.seconds,
      moment: end.moment,
      kept: lastStep(job.checkpoints),
    });
  }
  return { killed, finished: false };
}

function report(alone, { killed, from, finished }, hashes, host) {
  const rows = killed.map((kill, i) => [
    String(i + 1),
    grouped(kill.from),
    fixed(kill.seconds, 2),
    kill.moment,
    kill.total === null ? 'before the first step' : `${grouped(kill.step)} of ${grouped(kill.total)}`,
    grouped(kill.kept),
  ]);
  if (finished) rows.push(['-', grouped(from), '-', 'left alone', 'the end', '-']);
  return [
    `Undisturbed: ${fixed(alone.seconds, 1)} s, ${grouped(alone.step)} steps. ${host}`,
    table(
      ['kill', 'started from step', 'after s', 'moment', 'last step reported', 'checkpoint on disk after it'],
      rows,
    ),
    table(
      ['file', 'SHA-256 undisturbed', 'SHA-256 after the kills'],
      hashes.map((hash) => [hash.name, `\`${hash.alone}\``, `\`${hash.killed ?? 'none'}\``]),
    ),
  ].join('\n\n');
}

function verdict(same, killed, wanted) {
  if (killed < wanted) return `The training was over after ${killed} of ${wanted} kills: nothing is shown.`;
  return same
    ? `Equal: ${killed} kills left no trace in model.onnx and codec.json.`
    : `DIFFERENT after ${killed} kills.`;
}
