import { requireLedgerKey } from '../ledger-key';
import { metricsArguments, type MetricsOptions } from '../metrics-options';
import { say } from '../output';
import { openSession } from '../session';
import { stateFolder } from '../state-folder';
import { SupervisedWorker } from '../worker-process';

/** `headwater dev`: a server and a worker until Ctrl-C; other commands of the same state folder share them. */
export async function devCommand(options: { state: string } & MetricsOptions): Promise<void> {
  const more = await metricsArguments(options);
  await requireLedgerKey(stateFolder(options.state));
  const session = await openSession(options.state);
  const worker = new SupervisedWorker(session.state, more);
  say(`temporal ${session.target.address}, namespace ${session.target.namespace}`);
  if (session.target.uiUrl) say(`web UI   ${session.target.uiUrl}`);
  if (options.metrics) say(`metrics  http://${options.metrics}/metrics`);
  say(`state    ${session.state.root}`);
  say('Ctrl-C stops both.');
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await worker.stop();
  await session.close();
}
