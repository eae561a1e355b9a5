import { spawn, type ChildProcess } from 'node:child_process';

const MAIN = require.resolve('../fixtures/child.cjs');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last line of standard output as JSON; undefined when there is none. */
  answer: unknown;
  said: string;
}

export interface Child {
  process: ChildProcess;
  ended: Promise<Ended>;
}

/** Starts a command of child-main.ts in a process of its own, if wanted with a limit to the size of files it writes. */
export function startChild(command: string, args: unknown, limitKiB?: number): Child {
  const node = [process.execPath, MAIN, command, JSON.stringify(args)];
  const [program = '', ...rest] =
    limitKiB === undefined ? node : ['bash', '-c', `ulimit -f ${limitKiB} && exec "$@"`, 'bash', ...node];
  // Said outright: jest gives tests a copy of the environment, which a child would not get by itself.
  const child = spawn(program, rest, { env: process.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let said = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      const line = output.trim().split('\n').at(-1);
      resolve({ code, signal, answer: line ? (JSON.parse(line) as unknown) : undefined, said });
    });
  });
  return { process: child, ended };
}

/** Runs the command to its end and gives its answer. */
export async function runChild(command: string, args: unknown, limitKiB?: number): Promise<unknown> {
  const { code, answer, said } = await startChild(command, args, limitKiB).ended;
  if (code !== 0) throw new Error(`the child ended with ${String(code)}: ${said}`);
  return answer;
}
