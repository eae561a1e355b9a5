import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readJson, writeJson } from './files.mjs';

const usable = new Map();

/** Whether `taskset` is there and may use the core (macOS and Windows have none: only thread counts hold there). */
export function canPin(core) {
  if (!usable.has(core)) usable.set(core, spawnSync('taskset', ['-c', core, 'true']).status === 0);
  return usable.get(core);
}

/** Command and arguments that run on the given core ("0", "0,1") where that can be. */
export function pinned(core, command, args) {
  return canPin(core) ? ['taskset', ['-c', core, command, ...args]] : [command, args];
}

/** Environment in which the usual numerical libraries use so many threads, no GPU, and no model hub. */
export function threadedEnvironment(threads) {
  const names = ['OMP', 'MKL', 'OPENBLAS', 'NUMEXPR', 'VECLIB'].map((library) => `${library}_NUM_THREADS`);
  const counts = Object.fromEntries(names.map((name) => [name, String(threads)]));
  return { ...process.env, ...counts, CUDA_VISIBLE_DEVICES: '', HF_HUB_OFFLINE: '1', PYTHONDONTWRITEBYTECODE: '1' };
}

/**
 * Runs one job in a process of its own: the program gets the path of a JSON file with `job` as its last argument, and
 * writes its result to `job.result`. See runProgram.
 */
export function runJob({ args, job, ...rest }) {
  const jobFile = `${job.result}.job`;
  writeJson(jobFile, job);
  return runProgram({ args: [...args, jobFile], result: job.result, ...rest });
}

/**
 * Runs a program pinned to a core. What it prints goes to `log`; the JSON it writes to `result` is what this resolves to,
 * or { error } with the end of the log when it fails.
 */
export async function runProgram({ command, args, result, log, core, threads = 1 }) {
  mkdirSync(dirname(log), { recursive: true });
  mkdirSync(dirname(result), { recursive: true });
  const output = openSync(log, 'w');
  const [program, all] = pinned(core, command, args);
  const failure = await new Promise((resolve) => {
    const child = spawn(program, all, { env: threadedEnvironment(threads), stdio: ['ignore', output, output] });
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? null : `ended with ${signal ?? `code ${code}`}`));
  });
  closeSync(output);
  if (failure === null) return readJson(result);
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-6).join('\n');
  return { error: `${failure}; see ${log}\n${tail}` };
}

/** Version of an installed Python distribution, null where interpreter or distribution is missing. */
export function pythonPackage(python, distribution) {
  if (python === undefined) return null;
  const code = 'import sys, importlib.metadata as m; print(m.version(sys.argv[1]))';
  const { status, stdout } = spawnSync(python, ['-c', code, distribution], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
