import './node-version.mjs';
import { join } from 'node:path';
import { setup } from './setup.mjs';
import { main, root, runShown } from './steps.mjs';

/** `npm start [-- options of headwater run]`: the whole chain on the Adult census, from this checkout. */
await main(async () => {
  await setup();
  const command = ['run', 'examples/adult/chain.yaml', '--state', '.headwater', ...process.argv.slice(2)];
  return runShown(process.execPath, [join(root, 'packages', 'cli', 'bin', 'headwater.js'), ...command]);
});
