import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { RunResult } from './run-result';

export const REPOSITORY = join(__dirname, '..', '..');
const BIN = join(REPOSITORY, 'packages', 'cli', 'bin', 'headwater.js');

export interface CliExit {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output parsed, where it was one JSON object. */
  json: RunResult;
}

/** A command that has been started: its process, and how it ends. */
export interface CliProcess {
  child: ChildProcess;
  exit: Promise<CliExit>;
  /** What standard error says so far. */
  stderr(): string;
}

/** Starts `headwater` as a user would: a process of its own, told everything by arguments and environment. */
export function startCli(args: string[], env: Record<string, string> = {}): CliProcess {
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    cwd: REPOSITORY,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exit = new Promise<CliExit>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr, json: parse(stdout) }));
  });
  return { child, exit, stderr: () => stderr };
}

export function runCli(args: string[], env?: Record<string, string>): Promise<CliExit> {
  return startCli(args, env).exit;
}

function parse(stdout: string): RunResult {
  try {
    return JSON.parse(stdout) as RunResult;
  } catch {
    return {} as RunResult;
  }
}
