import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Ends the process with a message instead of a stack. */
export class SetupError extends Error {}

/** Prints one line with the seconds it took; on a terminal, also while it runs. */
export async function step(title, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  const live = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r  ${title} ... ${seconds()}  `), 200)
    : undefined;
  try {
    const result = await work();
    clearInterval(live);
    process.stderr.write(`${live ? '\r' : ''}  ${title}: ${seconds()}${' '.repeat(live ? 12 : 0)}\n`);
    return result;
  } catch (error) {
    clearInterval(live);
    process.stderr.write(`${live ? '\r' : ''}  ${title}: failed after ${seconds()}\n`);
    throw error;
  }
}

/** Runs a program quietly and shows all it said only when it fails. Resolves to its standard output. */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let said = '';
    let output = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      output += chunk;
    });
    child.stderr.on('data', (chunk) => (said += chunk));
    child.once('error', (error) => reject(new SetupError(`${command} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new SetupError(`${said.trim()}\n\n${[command, ...args].join(' ')} ended with ${signal ?? `code ${code}`}`),
        );
    });
  });
}

/**
 * Runs a program with our own standard streams and passes signals on, so that Ctrl-C and `kill` reach it.
 * Resolves to its exit code, 128 + 15 when a signal ended it.
 */
export function runShown(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const passOn = (signal) => child.kill(signal);
    // A terminal sends SIGINT to the whole group: the child has it already, we only must not die before it.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    process.on('SIGTERM', passOn);
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', passOn);
      resolve(code ?? 143);
    });
  });
}

/** Runs a command's main function: a SetupError is shown as its message, the exit code is what it resolves to. */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}
