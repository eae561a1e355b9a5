// Records the histories that replay.test.ts holds the workflow code to. Run it (`pnpm histories:record`) only for paths
// that are new, or before the first release: a history that no longer replays is a change that breaks open runs.
//
// Each path is a run of the small chain against a server of its own.
const { spawn } = require('node:child_process');
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { gunzipSync } = require('node:zlib');
const { Client, Connection } = require('@temporalio/client');
const { historyToJSON } = require('@temporalio/common/lib/proto-utils');
const { recordLab } = require('./record-lab.cjs');
const { recordRecurrence } = require('./record-recurrence.cjs');

const root = join(__dirname, '..', '..');
// Histories are read here, by other releases and by people.
const env = { ...process.env, HEADWATER_CODEC: 'off', HEADWATER_USER: 'recorder' };
const bin = join(root, 'packages', 'cli', 'bin', 'headwater.js');
const chain = (policy, epochs = 1) => `version: 1
name: recorded
source: { path: train.csv }
split: { share: 0.2, seed: 1 }
generator: { family: masked-autoregressive, parameters: { epochs: ${epochs} }, seed: 7 }
output: { rows: 200, shardRows: 100 }
policy: { name: recorded, rules: { column_shapes: { atLeast: ${policy} } } }
`;

/** Path name → chain file and what to do while it runs. */
const PATHS = {
  published: { spec: chain(0) },
  blocked: { spec: chain(1) },
  failed: { spec: chain(0), data: `a,b\n${'NaN,x\n'.repeat(60)}` },
  cancelled: { spec: chain(0, 5000), cancel: true },
  approved: { spec: `${chain(0)}approval: { when: always }\n`, approve: true },
};

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-record-'));
  const state = join(folder, 'state');
  const dev = spawn(process.execPath, [bin, 'dev', '--state', state], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((resolve) => {
    let text = '';
    dev.stderr.on('data', (chunk) => {
      text += chunk;
      const found = /^temporal (\S+),/m.exec(text);
      if (found) resolve(found[1]);
    });
  });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const adult = gunzipSync(readFileSync(join(root, 'examples', 'adult', 'adult_train.csv.gz')))
    .toString()
    .split('\n')
    .slice(0, 301)
    .join('\n');
  try {
    for (const [path, { spec, data, cancel, approve }] of Object.entries(PATHS)) {
      writeFileSync(join(folder, 'train.csv'), data ?? adult);
      writeFileSync(join(folder, 'chain.yaml'), spec);
      const run = spawn(
        process.execPath,
        [bin, 'run', join(folder, 'chain.yaml'), '--state', state, '--no-worker', '--partition', path],
        { env, stdio: 'inherit' },
      );
      const ended = new Promise((resolve) => run.once('exit', resolve));
      const handle = client.workflow.getHandle(`chain/recorded/${path}`);
      if (cancel) {
        await untilTraining(handle);
        await handle.cancel();
      }
      if (approve) await approveGate(handle);
      await ended;
      await save(handle, `chain-run.${path}`);
      if (path === 'published')
        await save(client.workflow.getHandle(`chain/recorded/${path}/shards-0`), 'shard-window.published');
    }
    writeFileSync(join(folder, 'train.csv'), adult);
    await recordLab({ bin, folder, state, client, save });
    await recordRecurrence({ bin, folder, state, client, save });
  } finally {
    await connection.close();
    dev.kill('SIGTERM');
    await new Promise((resolve) => dev.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function approveGate(handle) {
  for (;;) {
    const { gate } = (await handle.query('status').catch(() => null)) ?? {};
    if (gate?.state === 'waiting') {
      const args = [{ who: 'somebody else', why: 'recording', evidence: gate.evidence }];
      return handle.executeUpdate('approve', { args });
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function untilTraining(handle) {
  for (;;) {
    const status = await handle.query('status').catch(() => null);
    if (status?.stages.find((s) => s.stage === 'train')?.state === 'running') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function save(handle, name) {
  const history = await handle.fetchHistory();
  const text = JSON.stringify(JSON.parse(historyToJSON(history), withoutMachine), null, 1);
  writeFileSync(join(__dirname, 'histories', `${name}.json`), `${text}\n`);
  console.log(`${name}: ${history.events.length} events`);
}

/** Who recorded it, and where its code lay, is nobody's business and no part of a replay. */
function withoutMachine(key, value) {
  if (key === 'identity') return 'recorder';
  if (key === 'stackTrace') return '';
  return value;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
