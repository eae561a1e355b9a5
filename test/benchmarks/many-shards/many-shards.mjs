import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pause, startHeadwater, until } from '../support/command-line.mjs';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, grouped, table } from '../support/markdown.mjs';
import { ProcessMeter } from '../support/process-meter.mjs';
import { bytesBelow, MB, residentByRole } from '../support/resident.mjs';
import { findTables } from '../support/tables.mjs';
import { connectTo, historyOf, valuesIn } from '../support/temporal.mjs';
import { arithmetic } from './arithmetic.mjs';

export const summary = 'one run of thousands of shards: histories against the limits, memory, rows a second by workers';

export const options = {
  data: { type: 'string', help: 'folder of NAME_train.csv and NAME_holdout.csv (default: Adult of the examples)' },
  table: { type: 'string', default: 'adult', help: 'which table' },
  rows: { type: 'string', number: true, default: '100000000', help: 'rows planned' },
  'shard-rows': { type: 'string', number: true, default: '50000', help: 'rows a shard' },
  minutes: { type: 'string', number: true, default: '60', help: 'of generation: half with one worker, half with two' },
  epochs: { type: 'string', number: true, default: '10', help: 'epochs to train; training is not what is measured' },
};

const QUICK = { rows: 2_000_000, shardRows: 1000, minutes: 1.5, epochs: 1, tableRows: 2000 };
const LOOK_EVERY_MS = 5_000;
const SHARDS_PER_WINDOW = 500;

export async function run(settings) {
  const { out, quick, seed } = settings;
  const plan = quick ? QUICK : { ...settings, shardRows: settings['shard-rows'], tableRows: null };
  const work = resolve(out);
  const [data] = findTables({
    folder: settings.data,
    names: [settings.table],
    work: join(work, 'tables'),
    rows: plan.tableRows,
  });
  const host = machine();
  const state = join(work, 'state');
  rmSync(state, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const chain = join(work, 'chain.yaml');
  writeFileSync(chain, chainOf(data, plan, seed));
  const meter = new ProcessMeter();
  const started = startHeadwater(['run', chain, '--state', state, '--json', '--partition', 'many'], meter.env);
  const second = [];
  try {
    await until('generation', () => /^generate +running/m.test(started.stderr()), { seconds: 3600 });
    const { client, connection } = await connectTo(state);
    const look = await watch({ client, meter, state, runId: 'chain/many/many', minutes: plan.minutes, second });
    await client.workflow.getHandle('chain/many/many').cancel();
    await started.exit;
    const histories = await historiesOf(client, 'chain/many/many', look.windows);
    await connection.close();
    const result = {
      machine: host,
      plan,
      ...look,
      histories,
      to10Billion: arithmetic(look, histories, 10_000_000_000),
    };
    writeJson(join(work, 'many-shards.json'), result);
    console.log(report(result, machineLine(host)));
    return 0;
  } finally {
    for (const child of second) child.kill('SIGTERM');
    started.child.kill('SIGTERM');
    meter.stop();
  }
}

function chainOf({ train, holdout }, { rows, shardRows, epochs }, seed) {
  return `version: 1
name: many
source: { path: ${train} }
split: { holdout: ${holdout} }
generator: { family: masked-autoregressive, parameters: { epochs: ${epochs} }, seed: ${seed} }
output: { rows: ${rows}, shardRows: ${shardRows} }
checks: { sampleRows: 500 }
policy: { name: anything, rules: { column_shapes: { atLeast: 0 } } }
`;
}

/** Looks at progress and memory until the time is over or all shards are made; starts a second worker half-way. */
async function watch({ client, meter, state, runId, minutes, second }) {
  const samples = [];
  const begin = Date.now();
  const end = begin + minutes * 60_000;
  let phase = { workers: 1, from: begin, rowsFrom: 0 };
  const phases = [];
  let rows = 0;
  let shards = 0;
  const close = () => phases.push({ ...phase, to: Date.now(), rowsTo: rows });
  for (;;) {
    const made = await shardsMade(client, runId);
    shards = made.shards;
    rows = Math.min(made.shards * made.shardRows, made.rows);
    samples.push({ seconds: (Date.now() - begin) / 1000, shards, ...residentByRole(meter.look()) });
    if (Date.now() >= end || made.over) break;
    if (phase.workers === 1 && Date.now() >= begin + minutes * 30_000) {
      close();
      second.push(startWorker(state, meter.env));
      phase = { workers: 2, from: Date.now(), rowsFrom: rows };
    }
    await pause(LOOK_EVERY_MS);
  }
  close();
  return {
    shards,
    rows,
    windows: Math.max(1, Math.ceil(shards / SHARDS_PER_WINDOW)),
    phases: phases.map(({ workers, from, to, rowsFrom, rowsTo }) => ({
      workers,
      seconds: (to - from) / 1000,
      rows: rowsTo - rowsFrom,
      rowsPerSecond: ((rowsTo - rowsFrom) * 1000) / (to - from),
    })),
    samples,
    storeBytes: bytesBelow(join(state, 'store')),
    databaseBytes: bytesBelow(join(state, 'temporal')),
  };
}

/** Counted in the histories of the windows: a progress report to the parent comes too seldom. */
async function shardsMade(client, runId) {
  const status = await client.workflow.getHandle(runId).query('status');
  const generate = status.stages.find(({ stage }) => stage === 'generate');
  const { total = 0 } = generate;
  const window = Math.floor((generate.done ?? 0) / SHARDS_PER_WINDOW) * SHARDS_PER_WINDOW;
  const within = await completedOf(client, `${runId}/shards-${window}`);
  const input = await planOf(client, runId, window);
  return {
    shards: Math.min(total, Math.max(generate.done ?? 0, window + within)),
    over: generate.state !== 'running',
    ...input,
  };
}

async function completedOf(client, workflowId) {
  try {
    const { events = [] } = await client.workflow.getHandle(workflowId).fetchHistory();
    return events.filter(({ activityTaskCompletedEventAttributes: done }) => done).length;
  } catch {
    return 0;
  }
}

let known = null;
async function planOf(client, runId, window) {
  if (known !== null) return known;
  const { events = [] } = await client.workflow.getHandle(`${runId}/shards-${window}`).fetchHistory();
  const { payloads } = events[0].workflowExecutionStartedEventAttributes.input;
  const [{ plan }] = await valuesIn(client, `${runId}/shards-${window}`, payloads);
  return (known = { rows: plan.rows, shardRows: plan.shardRows });
}

function startWorker(state, env) {
  const bin = new URL('../../../packages/cli/bin/headwater.js', import.meta.url).pathname;
  return spawn(process.execPath, [bin, 'worker', '--state', state, '--queues', 'generate'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
}

async function historiesOf(client, runId, windows) {
  const ids = [runId, ...Array.from({ length: windows }, (_, i) => `${runId}/shards-${i * SHARDS_PER_WINDOW}`)];
  const found = [];
  for (const id of ids) {
    try {
      found.push({ id, ...(await historyOf(client, id)) });
    } catch {
      // The next window had not begun.
    }
  }
  return found;
}

const LIMIT = { events: 51_200, bytes: 50 * MB };

function report({ plan, shards, rows, phases, samples, histories, to10Billion, storeBytes, databaseBytes }, host) {
  const roles = ['server', 'worker', 'host', 'keeper', 'command'];
  const every = Math.max(1, Math.ceil(samples.length / 12));
  return [
    `${grouped(plan.rows)} rows in ${grouped(Math.ceil(plan.rows / plan.shardRows))} shards planned; ${grouped(shards)} shards, ${grouped(rows)} rows made. ${host}`,
    table(
      ['workers', 'seconds', 'rows', 'rows/s'],
      phases.map((one) => [String(one.workers), fixed(one.seconds, 0), grouped(one.rows), grouped(one.rowsPerSecond)]),
    ),
    table(
      ['history', 'events', 'of 51,200', 'bytes', 'of 50 MB'],
      histories.map(({ id, events, bytes }) => [
        id,
        grouped(events),
        `${fixed((100 * events) / LIMIT.events, 1)} %`,
        grouped(bytes),
        `${fixed((100 * bytes) / LIMIT.bytes, 1)} %`,
      ]),
    ),
    table(
      ['after s', 'shards', ...roles.map((role) => `${role} MB`)],
      samples
        .filter((_, i) => i % every === 0)
        .map((one) => [fixed(one.seconds, 0), grouped(one.shards), ...roles.map((role) => fixed(one[role], 0))]),
    ),
    `Store ${grouped(storeBytes / MB)} MB, Temporal's database ${grouped(databaseBytes / MB)} MB.`,
    table(['to 10,000,000,000 rows', 'value', 'limit'], to10Billion),
  ].join('\n\n');
}
