// Histories of a chain that continues as new: the execution that ends so, and the one that begins with what it knew.
const { spawn } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const NAME = 'recorded-long';
const CHAIN = `version: 1
name: ${NAME}
source: { path: train.csv }
split: { share: 0.2, seed: 1 }
generator: { family: masked-autoregressive, parameters: { epochs: 1 }, seed: 7 }
output: { rows: 100, shardRows: 100 }
policy: { name: recorded, rules: { column_shapes: { atLeast: 0 } } }
`;

/** Needs a server that suggests to continue as new after few events. */
exports.recordContinued = async function recordContinued({ bin, folder, state, client, save }) {
  const file = join(folder, 'long.yaml');
  writeFileSync(file, CHAIN);
  // Looked for, and not read: nothing is run.
  writeFileSync(join(folder, 'train.csv'), 'a,b\n');
  const env = { ...process.env, HEADWATER_CODEC: 'off' };
  const apply = spawn(process.execPath, [bin, 'apply', file, '--yes', '--who', 'recorder', '--state', state], {
    env,
    stdio: 'inherit',
  });
  await new Promise((resolve) => apply.once('exit', resolve));
  const chain = client.workflow.getHandle(`chain/${NAME}`);
  const first = (await chain.describe()).runId;
  const asker = { who: 'recorder', why: 'recording' };
  const turn = async () => {
    for (const update of ['pause', 'resume']) await chain.executeUpdate(update, { args: [asker] });
  };
  while ((await chain.describe()).runId === first) await turn();
  await turn();
  await save(client.workflow.getHandle(`chain/${NAME}`, first), 'chain-entity.continues');
  await save(chain, 'chain-entity.continued');
};
