import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeJson } from '../support/files.mjs';
import { pinned, threadedEnvironment } from '../support/process.mjs';

const PROGRAMS = { headwater: 'headwater-step.mjs', torch: 'torch_step.py' };

/**
 * A program that makes steps when asked: `ready` is what it said once loaded, `block(n)` makes n steps and resolves to
 * { wallMs, cpuMs } a step and the losses, `end()` stops it. Between blocks it waits for its standard input and computes
 * nothing.
 */
export async function stepper(name, { start, threads, core, python }) {
  const job = `${start.weights}.${name}.job`;
  writeJson(job, { ...start, threads });
  const program = fileURLToPath(new URL(PROGRAMS[name], import.meta.url));
  const [command, args] = pinned(core, python ?? process.execPath, [program, job]);
  const child = spawn(command, args, { env: threadedEnvironment(threads), stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${PROGRAMS[name]} ended early`);
    return JSON.parse(value);
  };
  return {
    ready: await answer(),
    block(steps) {
      child.stdin.write(`${steps}\n`);
      return answer();
    },
    async end() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
