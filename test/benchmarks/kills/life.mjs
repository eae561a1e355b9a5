import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeJson } from '../support/files.mjs';
import { pinned, threadedEnvironment } from '../support/process.mjs';

const TRAIN = fileURLToPath(new URL('train.mjs', import.meta.url));

/**
 * One process that trains until it is done, or is killed as `plan` says (see lives.mjs). Resolves to { finished, killed,
 * how (it ended), seconds, step (last reported), total, moment }.
 */
export function live(job, { core, plan = null }) {
  writeJson(job.file, job);
  const [command, args] = pinned(core, process.execPath, [TRAIN, job.file]);
  const started = performance.now();
  const child = spawn(command, args, { env: threadedEnvironment(1), stdio: ['ignore', 'pipe', 'inherit'] });
  const seen = { step: 0, total: null, moment: 'any' };
  // taskset replaces itself by the program: the process killed is the one that trains.
  const kill = () => child.kill('SIGKILL');
  const timer = plan?.seconds === undefined ? null : setTimeout(kill, plan.seconds * 1000);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line);
    if (said.total > 1) Object.assign(seen, said);
    if (said.saving === undefined || plan?.saving === undefined) return;
    seen.moment = 'while saving';
    setTimeout(kill, plan.saving);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const seconds = (performance.now() - started) / 1000;
      const how = signal ?? `code ${code}`;
      resolve({ finished: code === 0, killed: signal === 'SIGKILL' && plan !== null, how, seconds, ...seen });
    });
  });
}
