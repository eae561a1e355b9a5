import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RandomStream } from '@headwater/random';
import { headwater, pause, startHeadwater, until } from '../support/command-line.mjs';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { grouped, table } from '../support/markdown.mjs';
import { ProcessMeter } from '../support/process-meter.mjs';
import { S3Store } from '../support/s3-store.mjs';
import { findTables } from '../support/tables.mjs';
import { connectTo } from '../support/temporal.mjs';
import { compareUndisturbed, judge, ledgersOf, publicationsOf } from './afterwards.mjs';
import { nameOf, timesBetween, writeChains } from './chains.mjs';
import { killAtRandom } from './kills.mjs';

export const summary =
  'chains on schedules while worker, hosts, server and store are killed: nothing lost, nothing doubled';

export const options = {
  chains: { type: 'string', number: true, default: '20', help: 'chains, each on a schedule' },
  every: { type: 'string', number: true, default: '300', help: 'seconds between two runs of a chain' },
  minutes: { type: 'string', number: true, default: '60', help: 'how long the schedules fire' },
  kills: { type: 'string', number: true, default: '60', help: 'how often to kill, at random moments' },
  rows: { type: 'string', number: true, default: '1500', help: 'rows of a partition' },
  compare: { type: 'string', number: true, default: '1000000', help: 'runs made again undisturbed, at most' },
};

const QUICK = { chains: 3, every: 60, minutes: 4, kills: 6, rows: 600, compare: 4 };
/** Until the last chain is applied. */
const APPLY_SECONDS = 60;
/** What is still under way when the schedules stop may take so long. */
const DRAIN_SECONDS = 3600;

export async function run(settings) {
  const { out, quick, seed } = settings;
  const plan = { ...settings, ...(quick ? QUICK : {}) };
  const folder = resolve(out);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [data] = findTables({ names: ['adult'], work: join(folder, 'tables') });
  const host = machine();
  const random = new RandomStream(seed, 'months');
  const begin = Date.now() / 1000;
  // The schedules end by themselves: one that is paused forgets what it holds back.
  const ends = begin + plan.minutes * 60 + APPLY_SECONDS;
  const files = writeChains(folder, { ...plan, data, from: begin, to: ends, ends });
  const meter = new ProcessMeter();
  const store = await S3Store.create(join(folder, 's3'), meter.env);
  await store.start();
  const env = { ...meter.env, ...store.env };
  const state = join(folder, 'state');
  const dev = startHeadwater(['dev', '--state', state], env);
  try {
    await until('the installation', () => dev.stderr().includes('Ctrl-C'), { seconds: 120 });
    const applied = await headwater(['apply', ...files, '--yes', '--json', '--state', state], env);
    if (applied.code !== 0) throw new Error(applied.stderr + applied.stdout);
    const from = Date.now() / 1000;
    const kills = await killAtRandom({ state, meter, store, random, kills: plan.kills, minutes: plan.minutes });
    await pause(Math.max(0, ends * 1000 - Date.now()));
    await drained(state, plan.chains);
    const times = timesBetween(from, ends, plan.every);
    Object.assign(process.env, store.env);
    const published = publicationsOf(state);
    const ledgers = await ledgersOf(store.env.HEADWATER_STORE, plan.chains);
    const verdict = judge({ chains: plan.chains, times, published, ledgers });
    const audit = await headwater(['audit', 'verify', '--state', state, '--json'], env);
    dev.child.kill('SIGTERM');
    await dev.exit;
    const compared = await compareUndisturbed({
      ...{ folder, published, sample: plan.compare, random },
      env: { ...meter.env, HEADWATER_STORE: join(folder, 'undisturbed', 'store') },
    });
    const result = {
      machine: host,
      plan,
      kills,
      ...verdict,
      ...compared,
      published: published.size,
      sound: audit.json.sound,
    };
    writeJson(join(folder, 'months.json'), result);
    console.log(report(result, machineLine(host)));
    return verdict.lost.length + verdict.doubled.length + compared.different.length === 0 && audit.code === 0 ? 0 : 1;
  } finally {
    dev.child.kill('SIGTERM');
    await dev.exit;
    store.kill();
  }
}

/** Waits until no run is under way and none waits for one before it: schedules that ended still start what they hold back. */
async function drained(state, chains) {
  await until(
    'the runs under way to end',
    async () => {
      try {
        const { client, connection } = await connectTo(state);
        const query = "WorkflowType IN ('chainRun', 'chainTick') AND ExecutionStatus = 'Running'";
        const { count } = await client.workflow.count(query);
        let held = 0;
        for (let index = 0; index < chains; index++) {
          const { raw } = await client.schedule.getHandle(`headwater/${nameOf(index)}`).describe();
          held += Number(raw.info?.bufferSize ?? 0) + (raw.info?.runningWorkflows?.length ?? 0);
        }
        await connection.close();
        return Number(count) + held === 0;
      } catch {
        return false;
      }
    },
    { seconds: DRAIN_SECONDS, everyMs: 3000 },
  );
  // The index is a moment behind.
  await pause(5000);
}

function report({ kills, expected, lost, doubled, compared, different, published, sound, plan }, host) {
  const roles = ['worker', 'host', 'server', 'store'];
  const stages = [...new Set(kills.flatMap((kill) => kill.stages))].sort();
  const count = (role, stage) => kills.filter((kill) => kill.role === role && kill.stages.includes(stage)).length;
  return [
    `${plan.chains} chains every ${plan.every} s for ${plan.minutes} minutes, ${kills.length} kills. ${host}`,
    table(
      ['killed while … ran (a kill may fall into several)', ...stages, 'all'],
      roles.map((role) => [
        role,
        ...stages.map((stage) => String(count(role, stage))),
        String(kills.filter((kill) => kill.role === role).length),
      ]),
    ),
    table(
      ['expected runs', 'published', 'lost', 'doubled', 'compared with undisturbed', 'different', 'audit'],
      [
        [expected, published, lost.length, doubled.length, compared, different.length]
          .map(grouped)
          .concat(sound ? 'sound' : 'NOT SOUND'),
      ],
    ),
    ...[...lost, ...doubled, ...different].slice(0, 20),
  ].join('\n\n');
}
