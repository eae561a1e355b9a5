// Records the histories that replay.test.ts holds the workflow code to. Run it (`pnpm histories:record`) only for paths
// that are new, or before the first release: a history that no longer replays is a change that breaks open runs.
//
// Each path is a run of the small chain against a server of its own.
const { spawn } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { gunzipSync } = require('node:zlib');
const { recordContinued } = require('./record-continued.cjs');
const { recordLab } = require('./record-lab.cjs');
const { recordRecurrence } = require('./record-recurrence.cjs');
const { bin, env, root, withServer } = require('./recording-server.cjs');

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
  await withServer(recordPaths);
  await withServer(recordContinued, { shortHistories: true });
}

async function recordPaths({ folder, state, client, save }) {
  const adult = gunzipSync(readFileSync(join(root, 'examples', 'adult', 'adult_train.csv.gz')))
    .toString()
    .split('\n')
    .slice(0, 301)
    .join('\n');
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

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
