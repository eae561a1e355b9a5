import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startHeadwater, until } from '../support/command-line.mjs';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, table } from '../support/markdown.mjs';
import { median } from '../support/numbers.mjs';
import { UsageError } from '../support/options.mjs';
import { ProcessMeter, roleOf } from '../support/process-meter.mjs';
import { connectTo, progressOf } from '../support/temporal.mjs';
import { findTables } from '../support/tables.mjs';

export const summary = 'what a run killed in the middle of its training costs more than one left alone';

export const options = {
  data: { type: 'string', help: 'folder of NAME_train.csv and NAME_holdout.csv (default: Adult of the examples)' },
  table: { type: 'string', default: 'adult', help: 'which table' },
  rounds: { type: 'string', number: true, default: '3', help: 'pairs of runs; medians are compared' },
  share: { type: 'string', number: true, default: '0.5', help: 'how far the training is when it is killed' },
  victim: { type: 'string', default: 'worker,host', help: 'worker, host, or both with a comma: one killed run each' },
  epochs: { type: 'string', number: true, help: 'epochs to train (default: the family decides)' },
};

const MOST = 0.05;
const QUICK = { rounds: 1, rows: 4000, epochs: 40 };

export async function run(settings) {
  const { out, quick, seed } = settings;
  const rounds = quick ? QUICK.rounds : settings.rounds;
  const epochs = quick ? QUICK.epochs : settings.epochs;
  const victims = settings.victim.split(',').map((one) => one.trim());
  const unknown = victims.find((one) => one !== 'worker' && one !== 'host');
  if (unknown !== undefined) throw new UsageError(`--victim ${unknown}: it must be worker or host.`);
  const work = resolve(out);
  const [data] = findTables({
    folder: settings.data,
    names: [settings.table],
    work: join(work, 'tables'),
    rows: quick ? QUICK.rows : null,
  });
  const host = machine();
  mkdirSync(work, { recursive: true });
  const chain = join(work, 'chain.yaml');
  writeFileSync(chain, chainOf(data, epochs, seed));
  const ends = [];
  for (let round = 1; round <= rounds; round++) {
    for (const victim of [null, ...victims]) {
      const end = await once(chain, join(work, `state-${victim ?? 'alone'}`), victim, settings.share);
      ends.push({ round, victim: victim ?? 'none', ...end });
      console.error(
        `round ${round}, killed ${victim ?? 'nothing'}: training ${fixed(end.trainSeconds, 1)} s, ${fixed(end.cpuSeconds, 1)} CPU-s`,
      );
    }
  }
  const compared = victims.map((victim) => compare(ends, victim));
  const same = new Set(ends.map(({ model }) => model)).size === 1;
  writeJson(join(work, 'resume-overhead.json'), { machine: host, ends, compared, same });
  console.log(report(ends, compared, same, machineLine(host)));
  return same && compared.every(({ cpu }) => cpu <= MOST) ? 0 : 1;
}

function chainOf({ train, holdout }, epochs, seed) {
  return `version: 1
name: overhead
source: { path: ${train} }
split: { holdout: ${holdout} }
generator:
  family: masked-autoregressive
  parameters: ${epochs === null || epochs === undefined ? '{}' : `{ epochs: ${epochs} }`}
  seed: ${seed}
output: { rows: 1000, shardRows: 1000 }
checks: { sampleRows: 500 }
policy: { name: anything, rules: { column_shapes: { atLeast: 0 } } }
`;
}

/** One run in an empty state folder: its model, wall time of training and whole, processor time of all processes. */
async function once(chain, state, victim, share) {
  rmSync(state, { recursive: true, force: true });
  const meter = new ProcessMeter().start();
  const started = performance.now();
  const run = startHeadwater(['run', chain, '--state', state, '--json'], meter.env);
  try {
    if (victim !== null) await killAt(run, meter, state, victim, share);
    const { json, stderr } = await run.exit;
    if (json.status !== 'published') throw new Error(stderr);
    meter.stop();
    return {
      model: json.model.sha256,
      seconds: (performance.now() - started) / 1000,
      trainSeconds: json.seconds.train,
      stageSeconds: Object.values(json.seconds).reduce((sum, one) => sum + one, 0),
      cpuSeconds: meter.cpuSeconds,
    };
  } finally {
    meter.stop();
    run.child.kill('SIGKILL');
  }
}

/** Asks the server how far the training is; the moment it has made that share of its steps, kills. */
async function killAt(run, meter, state, victim, share) {
  await until('training', () => /^train +running/m.test(run.stderr()), { seconds: 600 });
  const runId = /^run (\S+)/m.exec(run.stderr())[1];
  const { client, connection } = await connectTo(state);
  const far = async () =>
    (await progressOf(client, runId)).some(({ done, total }) => total > 1 && done >= share * total);
  await until(`${share * 100} % of the training`, far, { seconds: 3600, everyMs: 200 });
  const found = await until('the process to kill', () => meter.look().find((one) => roleOf(one) === victim));
  process.kill(found.pid, 'SIGKILL');
  await connection.close();
}

function compare(ends, victim) {
  const of = (who, what) => median(ends.filter((end) => end.victim === who).map((end) => end[what]));
  const over = (what) => of(victim, what) / of('none', what) - 1;
  return { victim, cpu: over('cpuSeconds'), training: over('trainSeconds'), wall: over('seconds') };
}

function report(ends, compared, same, host) {
  const percent = (share) => `${share >= 0 ? '+' : ''}${fixed(100 * share, 1)} %`;
  return [
    host,
    table(
      ['round', 'killed', 'training s', 'whole run s', 'CPU s of all processes'],
      ends.map(({ round, victim, trainSeconds, seconds, cpuSeconds }) => [
        String(round),
        victim,
        fixed(trainSeconds, 1),
        fixed(seconds, 1),
        fixed(cpuSeconds, 1),
      ]),
    ),
    table(
      ['killed (medians)', 'CPU time', 'training, wall', 'whole run, wall', 'at most 5 % of CPU time'],
      compared.map(({ victim, cpu, training, wall }) => [
        victim,
        percent(cpu),
        percent(training),
        percent(wall),
        cpu <= MOST ? 'yes' : 'NO',
      ]),
    ),
    same ? 'All runs ended with the same model.' : 'DIFFERENT models.',
  ].join('\n\n');
}
