import { pause } from '../support/command-line.mjs';
import { roleOf } from '../support/process-meter.mjs';
import { connectTo } from '../support/temporal.mjs';

const VICTIMS = ['worker', 'host', 'server', 'store'];

/**
 * Kills until the time is over: so many, at random moments, each time a process of a role drawn at random. Resolves to
 * what was killed while which stages ran.
 */
export async function killAtRandom({ state, meter, store, random, kills, minutes }) {
  const end = Date.now() + minutes * 60_000;
  const moments = Array.from({ length: kills }, () => Date.now() + random.uniform() * (end - Date.now())).sort(
    (a, b) => a - b,
  );
  const done = [];
  for (const moment of moments) {
    await pause(Math.max(0, moment - Date.now()));
    const stages = await stagesUnderWay(state);
    const wanted = VICTIMS[random.below(VICTIMS.length)];
    const alive = meter.look().map((one) => ({ ...one, role: roleOf(one) }));
    // No host lives between two stages: then the worker.
    const victim = alive.find(({ role }) => role === wanted) ?? alive.find(({ role }) => role === 'worker');
    if (victim === undefined) {
      moments.push(Date.now() + 2000);
      continue;
    }
    process.kill(victim.pid, 'SIGKILL');
    done.push({ at: new Date().toISOString(), role: victim.role, stages });
    if (victim.role === 'store') {
      await pause(500 + 4000 * random.uniform());
      await store.start();
    }
  }
  await pause(Math.max(0, end - Date.now()));
  return done;
}

/** As the server's index says, a moment late; empty while the server is away. */
async function stagesUnderWay(state) {
  try {
    const { client, connection } = await connectTo(state);
    const stages = [];
    const query = "WorkflowType = 'chainRun' AND ExecutionStatus = 'Running'";
    for await (const { searchAttributes } of client.workflow.list({ query }))
      stages.push(searchAttributes?.HeadwaterStage?.[0] ?? 'starting');
    await connection.close();
    return stages;
  } catch {
    return ['server away'];
  }
}
