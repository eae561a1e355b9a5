import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { headwater, pause, startHeadwater, until } from '../support/command-line.mjs';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, grouped, table } from '../support/markdown.mjs';
import { ProcessMeter } from '../support/process-meter.mjs';
import { bytesBelow, MB, residentByRole, slopeOf } from '../support/resident.mjs';
import { findTables } from '../support/tables.mjs';

export const summary = 'small runs one after the other: memory, event loop, sizes of history and store over time';

export const options = {
  minutes: { type: 'string', number: true, default: '60', help: 'how long' },
  rows: { type: 'string', number: true, default: '400', help: 'rows trained on' },
};

const QUICK = { minutes: 2 };
const LOOK_EVERY_MS = 5_000;
/** Caches and heaps fill first: the verdict is of what comes after. */
const WARM_SHARE = 0.25;
/** An hour may add so much of the mean, and it counts as flat. */
const MOST_GROWTH_AN_HOUR = 0.1;
const DELAY_MS = 10;

export async function run(settings) {
  const { out, quick } = settings;
  const minutes = quick ? QUICK.minutes : settings.minutes;
  const folder = resolve(out);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [data] = findTables({ names: ['adult'], work: join(folder, 'tables'), rows: settings.rows });
  const host = machine();
  const meter = new ProcessMeter();
  const state = join(folder, 'state');
  const delays = join(folder, 'event-loop.jsonl');
  const probe = new URL('event-loop.cjs', import.meta.url).pathname;
  // The worker alone measures itself: the probe looks whose process it is in.
  const env = { ...meter.env, NODE_OPTIONS: `--require ${probe}`, HEADWATER_EVENT_LOOP_LOG: delays };
  const dev = startHeadwater(['dev', '--state', state], env);
  try {
    await until('the installation', () => dev.stderr().includes('Ctrl-C'), { seconds: 120 });
    const begin = Date.now();
    let runs = 0;
    let failed = 0;
    let over = false;
    const samples = [];
    const looks = (async () => {
      while (!over) {
        const sizes = {
          database: bytesBelow(join(state, 'temporal')) / MB,
          store: bytesBelow(join(state, 'store')) / MB,
        };
        samples.push({ seconds: (Date.now() - begin) / 1000, runs, ...residentByRole(meter.look()), ...sizes });
        await pause(LOOK_EVERY_MS);
      }
    })();
    while (Date.now() < begin + minutes * 60_000) {
      // A seed of its own: a run that reuses everything would show little.
      const chain = join(folder, 'chain.yaml');
      writeFileSync(chain, chainOf(data, runs));
      const { json } = await headwater(
        ['run', chain, '--state', state, '--no-worker', '--json', '--partition', `run-${runs}`],
        meter.env,
      );
      runs++;
      if (json.status !== 'published') failed++;
    }
    over = true;
    await looks;
    const loop = readDelays(delays, begin);
    const trends = trendsOf(samples, loop);
    writeJson(join(folder, 'steady.json'), { machine: host, minutes, runs, failed, trends, samples, loop });
    console.log(report({ minutes, runs, failed, trends, samples }, machineLine(host)));
    return failed === 0 && trends.every(({ flat }) => flat !== false) ? 0 : 1;
  } finally {
    dev.child.kill('SIGTERM');
    await dev.exit;
  }
}

function chainOf({ train, holdout }, seed) {
  return `version: 1
name: steady
source: { path: ${train} }
split: { holdout: ${holdout} }
generator: { family: masked-autoregressive, parameters: { epochs: 1 }, seed: ${seed} }
output: { rows: 200, shardRows: 100 }
checks: { sampleRows: 100 }
policy: { name: anything, rules: { column_shapes: { atLeast: 0 } } }
`;
}

/** What the worker wrote down of its event loop, by seconds since the beginning. */
function readDelays(path, begin) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line)).map(({ at, ...one }) => ({ seconds: at - begin / 1000, ...one }));
}

function trendsOf(samples, loop) {
  const warm = samples.slice(Math.floor(samples.length * WARM_SHARE));
  const memory = ['worker', 'server', 'keeper'].map((role) => trend(`${role}, MB resident`, warm, role, true));
  const grows = ['database', 'store'].map((what) => trend(`${what}, MB`, warm, what, false));
  const late = loop.slice(Math.floor(loop.length * WARM_SHARE));
  return [
    ...memory,
    { ...trend('event loop of the worker, p99 ms', late, 'p99', false), flat: flatDelay(late) },
    ...grows,
  ];
}

function trend(what, samples, key, judged) {
  const points = samples.filter((one) => Number.isFinite(one[key])).map((one) => [one.seconds / 3600, one[key]]);
  if (points.length < 3) return { what, mean: NaN, anHour: NaN, last: NaN, flat: null };
  const { slope, mean } = slopeOf(points);
  return {
    what,
    mean,
    anHour: slope,
    last: points.at(-1)[1],
    flat: judged ? slope <= MOST_GROWTH_AN_HOUR * mean : null,
  };
}

/** Small delays vary by themselves: what counts is whether they come to matter. */
function flatDelay(loop) {
  if (loop.length < 3) return null;
  const { slope } = slopeOf(loop.map(({ seconds, p99 }) => [seconds / 3600, p99]));
  return slope <= DELAY_MS;
}

function report({ minutes, runs, failed, trends, samples }, host) {
  const every = Math.max(1, Math.ceil(samples.length / 12));
  const keys = ['worker', 'server', 'keeper', 'database', 'store'];
  return [
    `${runs} runs in ${fixed(minutes, 0)} minutes, ${failed} not published. ${host}`,
    table(
      ['after s', 'runs', ...keys.map((key) => `${key} MB`)],
      samples
        .filter((_, i) => i % every === 0)
        .map((one) => [fixed(one.seconds, 0), grouped(one.runs), ...keys.map((key) => fixed(one[key], 1))]),
    ),
    table(
      ['what (after the first quarter)', 'mean', 'an hour adds', 'last', 'flat'],
      trends.map(({ what, mean, anHour, last, flat }) => [
        what,
        fixed(mean, 1),
        fixed(anHour, 1),
        fixed(last, 1),
        flat === null ? '-' : flat ? 'yes' : 'NO',
      ]),
    ),
  ].join('\n\n');
}
