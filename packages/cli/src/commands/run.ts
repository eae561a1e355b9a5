import { loadSpec } from '@headwater/chain-spec';
import { GENERATOR_FAMILIES, HeadwaterError } from '@headwater/contracts';
import { startTracing, withSpan } from '@headwater/platform';
import { requireFixedSources } from '../chains/chain-files';
import { exitCodeOf, exitCodeOfState } from '../exit-codes';
import { requireLedgerKey } from '../ledger-key';
import { metricsArguments, type MetricsOptions } from '../metrics-options';
import { printJson, say } from '../output';
import { progressView } from '../progress/view';
import { resultOf, summaryLines, type RunResult } from '../run-result';
import { openSession, type Session } from '../session';
import { sourcesOfRun } from '../sources-of-spec';
import { stateFolder } from '../state-folder';
import { submit } from '../submit';
import { watch } from '../watch';
import { SupervisedWorker } from '../worker-process';

interface RunCommandOptions extends MetricsOptions {
  state: string;
  json?: boolean;
  set: string[];
  partition?: string;
  worker: boolean;
  who: string;
}

/** `headwater run`: submits the chain or attaches to its unfinished run, serves it, follows it, prints what came of it. */
export async function runCommand(path: string, options: RunCommandOptions): Promise<void> {
  const { spec, warnings } = await loadSpec(path, options.set, { families: GENERATOR_FAMILIES });
  for (const warning of warnings) say(`warning: ${warning}`);
  checkPartition(options.partition);
  // A file that is not there is refused before a server is started for it.
  await requireFixedSources(sourcesOfRun(spec, options.partition));
  const more = options.worker ? await metricsArguments(options) : [];
  if (options.worker) await requireLedgerKey(stateFolder(options.state));
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const session = await openSession(options.state);
  const tracing = await startTracing('headwater');
  let worker: SupervisedWorker | null = null;
  try {
    const { handle, document } = await withSpan(tracing, `run ${spec.name}`, () =>
      submit(session, spec, options.partition, options.who),
    );
    say(`run ${document.runId}`);
    if (options.worker) worker = new SupervisedWorker(session.state, more);
    const status = await watch(session, handle, progressView(), stop.signal);
    await session.store.runs.put(document.runId, { ...document, status });
    const result = await resultOf(session, status);
    print(result, options);
    process.exitCode = result.error ? exitCodeOf(result.error.code) : exitCodeOfState(status.state);
  } finally {
    await worker?.stop();
    await tracing?.stop();
    await close(session);
  }
}

function print(result: RunResult, options: RunCommandOptions): void {
  if (options.json) printJson(result);
  else for (const line of summaryLines(result)) say(line);
}

async function close(session: Session): Promise<void> {
  await session.close().catch((error: unknown) => say(`closing: ${(error as Error).message}`));
}

function checkPartition(partition: string | undefined): void {
  if (partition === undefined || /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(partition)) return;
  throw new HeadwaterError('USAGE', `--partition ${JSON.stringify(partition)} is no name for a run`, {
    hint: 'Use letters, digits, dots, hyphens and underscores, at most 63.',
  });
}
