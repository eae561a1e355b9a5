import { setTimeout as sleep } from 'node:timers/promises';
import { obtainCli } from '../src/cli/obtain';
import { Lease } from '../src/embedded/lease';
import { openServerFolder } from '../src/embedded/state-folder';
import { forgetCluster, removeTemporaryFolders, temporaryFolder, untilStopped } from './harness';

forgetCluster();
afterAll(removeTemporaryFolders);

test('the time that building the executable takes is not the server’s', async () => {
  const state = temporaryFolder();
  // Far more than a server takes to start, and less than the build that comes before.
  const readyMs = 8_000;
  const findCli = async (): Promise<string> => {
    await sleep(readyMs + 500);
    return obtainCli(process.env, { onProgress: () => undefined });
  };
  const { lease, server } = await Lease.take({ at: openServerFolder(state), findCli, readyMs });
  expect(server.address).toMatch(/^127\.0\.0\.1:\d+$/);
  await lease.release();
  await untilStopped(state);
});
