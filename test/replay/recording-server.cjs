const { spawn } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Client, Connection } = require('@temporalio/client');
const { historyToJSON } = require('@temporalio/common/lib/proto-utils');
const { findTemporalCli } = require('@headwater/platform');

const root = join(__dirname, '..', '..');
// Histories are read here, by other releases and by people.
const env = { ...process.env, HEADWATER_CODEC: 'off', HEADWATER_USER: 'recorder' };
const bin = join(root, 'packages', 'cli', 'bin', 'headwater.js');

/**
 * Has something recorded on a server of its own, with a worker. With `shortHistories` the server suggests to continue as
 * new after sixty events.
 */
async function withServer(record, { shortHistories = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-record-'));
  const state = join(folder, 'state');
  const more = shortHistories ? { HEADWATER_TEMPORAL_CLI: await impatientCli(folder) } : {};
  const dev = spawn(process.execPath, [bin, 'dev', '--state', state], {
    env: { ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise((resolve) => {
    let text = '';
    dev.stderr.on('data', (chunk) => {
      text += chunk;
      const found = /^temporal (\S+),/m.exec(text);
      if (found) resolve(found[1]);
    });
  });
  const connection = await Connection.connect({ address });
  try {
    await record({ bin, folder, state, client: new Client({ connection }), save });
  } finally {
    await connection.close();
    dev.kill('SIGTERM');
    await new Promise((resolve) => dev.once('exit', resolve));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function impatientCli(folder) {
  const { chosen } = await findTemporalCli();
  const path = join(folder, 'temporal');
  const setting = '--dynamic-config-value limit.historyCount.suggestContinueAsNew=60';
  const script = `#!/bin/sh\n[ "$1" = server ] && set -- "$@" ${setting}\nexec "${chosen.path}" "$@"\n`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
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

module.exports = { bin, env, root, withServer };
