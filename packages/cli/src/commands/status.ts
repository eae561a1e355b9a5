import type { RunStatus } from '@headwater/contracts';
import { latestExecution } from '@headwater/stages';
import { findRun, openStateStore } from '../find-run';
import { askedBy } from '../asked-by';
import { printJson } from '../output';
import { stageNote } from '../progress/describe-stage';
import { writeCard } from '../run-result';
import { openSession } from '../session';
import { stateFolder } from '../state-folder';
import { statusOf } from '../watch';

/** `headwater status`: of a finished run from the store, of a running one from its workflow. */
export async function statusCommand(
  runId: string | undefined,
  options: { state: string; json?: boolean },
): Promise<void> {
  const store = await openStateStore(options.state);
  const run = await findRun(store, runId);
  const latest = latestExecution(run);
  const status = latest.status ?? (await ask(options.state, run.runId));
  if (options.json) {
    printJson(
      status ?? { runId: run.runId, state: 'unfinished', note: 'no worker is running that could tell how far it is' },
    );
    return;
  }
  if (status === null) {
    process.stdout.write(`${run.runId}: unfinished; no worker is running that could tell how far it is\n`);
    return;
  }
  process.stdout.write(`${status.runId}: ${status.state}${askedBy(latest)}\n`);
  for (const stage of status.stages)
    process.stdout.write(`  ${stage.stage.padEnd(9)} ${stage.state.padEnd(9)} ${stageNote(stage, undefined)}\n`);
  const { gate } = status;
  if (status.state === 'running' && gate?.state === 'waiting') {
    process.stdout.write(`  the gate waits for a person until ${gate.until}\n  evidence ${gate.evidence}\n`);
    process.stdout.write(`  card     ${await writeCard({ store, state: stateFolder(options.state) }, status)}\n`);
  }
}

async function ask(stateDir: string, runId: string): Promise<RunStatus | null> {
  const session = await openSession(stateDir);
  try {
    return await statusOf(session.client.workflow.getHandle(runId));
  } finally {
    await session.close();
  }
}
