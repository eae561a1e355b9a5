import { listRuns, openStateStore } from '../find-run';
import { printJson } from '../output';

/** `headwater runs`: from the store alone, so it answers while no server runs. */
export async function runsCommand(options: { state: string; json?: boolean }): Promise<void> {
  const runs = await listRuns(await openStateStore(options.state));
  const rows = runs.map((run) => ({
    runId: run.runId,
    status: run.status?.state ?? 'unfinished',
    kind: run.kind ?? 'manual',
    requestedBy: run.requestedBy ?? null,
    submittedAt: run.submittedAt,
    rows: run.status?.published?.rows ?? null,
    version: run.status?.published?.version ?? null,
    attempt: run.attempt === undefined ? null : (run.attempt.status?.state ?? 'unfinished'),
  }));
  if (options.json) {
    printJson({ runs: rows });
    return;
  }
  for (const row of rows)
    process.stdout.write(
      `${row.submittedAt}  ${row.status.padEnd(10)}  ${row.kind.padEnd(9)}  ${row.runId}  ${row.version ?? ''}${row.attempt === null ? '' : `  (resumed: ${row.attempt})`}\n`,
    );
  if (rows.length === 0) process.stdout.write('no runs yet\n');
}
