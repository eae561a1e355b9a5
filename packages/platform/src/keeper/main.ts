import { GenerationLock } from '../generation-lock';
import { serverFolderAt } from '../embedded/state-folder';
import { Keeper } from './keeper';

/** `node main.js FOLDER SOCKET CLI`: the keeper process of one state folder. Ends at once if there already is one. */
async function main(): Promise<void> {
  const [folder, socket, cli] = process.argv.slice(2);
  if (folder === undefined || socket === undefined || cli === undefined)
    throw new Error('usage: main.js FOLDER SOCKET CLI');
  process.chdir(folder);
  const lock = GenerationLock.tryAcquire(folder, 'keeper.lock');
  if (lock === undefined) return;
  const log = (line: string): void => console.log(`${new Date().toISOString()} keeper ${process.pid}: ${line}`);
  const keeper = new Keeper(serverFolderAt(folder, socket), cli, log);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void keeper.close());
  try {
    await keeper.run();
  } finally {
    lock.release();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
