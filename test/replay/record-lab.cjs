const { spawn } = require('node:child_process');
const { join } = require('node:path');

/** A small collapse laboratory: one protocol, two generations; saves its history and that of its chain. */
exports.recordLab = async function recordLab({ bin, folder, state, client, save }) {
  const settings = '--protocols replace --generations 2 --seeds 1 --rows 100 --epochs 1 --repetitions 10'.split(' ');
  const files = ['--table', join(folder, 'train.csv'), '--out', join(folder, 'lab.html')];
  const run = spawn(
    process.execPath,
    [bin, 'lab', 'collapse', ...files, ...settings, '--state', state, '--no-worker'],
    // Histories are read here, so nothing is encrypted.
    {
      env: { ...process.env, HEADWATER_CODEC: 'off', HEADWATER_USER: 'recorder' },
      stdio: ['ignore', 'inherit', 'pipe'],
    },
  );
  let said = '';
  run.stderr.on('data', (chunk) => (said += chunk));
  await new Promise((resolve) => run.once('exit', resolve));
  const id = /^laboratory (\S+)$/m.exec(said)?.[1];
  if (id === undefined) throw new Error(`the laboratory did not start: ${said}`);
  await save(client.workflow.getHandle(id), 'collapse-lab.done');
  await save(client.workflow.getHandle(`${id}/replace/seed-1`), 'lab-chain.done');
};
