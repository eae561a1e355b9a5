// Histories of what runs by itself: ticks of a Schedule, admitted and refused, and a backfill that is paused on its way.
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const NAME = 'recorded-ticks';
const CHAIN = `version: 1
name: ${NAME}
source: { path: train.csv }
split: { share: 0.2, seed: 1 }
generator: { family: masked-autoregressive, parameters: { epochs: 1 }, seed: 7 }
output: { rows: 100, shardRows: 100 }
checks: { sampleRows: 60 }
policy: { name: recorded, rules: { column_shapes: { atLeast: 0 } } }
schedule: { every: 1d }
`;

async function recordRecurrence({ bin, folder, state, client, save }) {
  const file = join(folder, 'ticks.yaml');
  writeFileSync(file, CHAIN);
  const env = { ...process.env, HEADWATER_CODEC: 'off' };
  const headwater = (...args) => {
    const command = spawn(process.execPath, [bin, ...args, '--state', state], { env, stdio: 'inherit' });
    return new Promise((resolve) => command.once('exit', resolve));
  };
  await headwater('apply', file, '--yes', '--who', 'recorder');

  const due = new Date('2026-01-01T00:00:00Z');
  await client.schedule.getHandle(`headwater/${NAME}`).backfill({ start: due, end: due, overlap: 'ALLOW_ALL' });
  const tick = client.workflow.getHandle(`tick/${NAME}-2026-01-01T00:00:00Z`);
  await resultOf(tick);
  await save(tick, 'chain-tick.published');

  await headwater('pause', NAME, '--why', 'recording', '--who', 'recorder');
  await headwater('trigger', NAME, '--partition', '20260102T000000Z', '--who', 'recorder');
  const refused = client.workflow.getHandle(`tick/${NAME}-manual-20260102T000000Z`);
  await resultOf(refused);
  await save(refused, 'chain-tick.refused');
  await headwater('unpause', NAME, '--why', 'recording', '--who', 'recorder');

  const range = ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-03T00:00:00Z'];
  const backfill = (...more) => headwater('backfill', NAME, ...range, ...more);
  await backfill('--yes', '--detach', '--parallel', '1', '--who', 'recorder');
  await backfill('--pause');
  await backfill('--resume');
  const filled = client.workflow.getHandle(`backfill/${NAME}/20260101T000000Z-20260103T000000Z`);
  await resultOf(filled);
  await save(filled, 'backfill.paused');

  // With what people decided: applied, paused, let go on, rolled back.
  await headwater('rollback', NAME, '--why', 'recording', '--who', 'recorder');
  await save(client.workflow.getHandle(`chain/${NAME}`), 'chain-entity.decided');
}

/** A schedule starts its tick in its own time. */
async function resultOf(handle) {
  for (;;) {
    try {
      return await handle.result();
    } catch (error) {
      if (error.name !== 'WorkflowNotFoundError') throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

module.exports = { recordRecurrence };
