import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { acquireTemporal, type TemporalTarget } from '../src';
import type { ServerRecord } from '../src/keeper/server-record';
import { identifyProcess } from '../src/processes';

const made: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'headwater-platform-'));
  made.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Tests use servers of their own, whatever the environment names. */
export function forgetCluster(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('TEMPORAL_')) delete process.env[name];
}

export function acquire(state: string): Promise<TemporalTarget> {
  return acquireTemporal({ state, onProgress: () => undefined });
}

export function serverRecord(state: string): ServerRecord {
  return JSON.parse(readFileSync(join(state, 'temporal', 'server.json'), 'utf8')) as ServerRecord;
}

/** The process id of the running server. */
export function serverPid(state: string): number {
  const { server } = serverRecord(state);
  if (server === null) throw new Error('no server runs');
  return server.pid;
}

export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain until ${what}`);
    await sleep(25);
  }
}

export function isGone(pid: number): boolean {
  return identifyProcess(pid) === undefined;
}

/** Waits until the keeper has stopped the server and itself, so that the folder can be removed. */
export async function untilStopped(state: string): Promise<void> {
  await until('the server is stopped', () => serverRecord(state).server === null);
  await until('the keeper has ended', () => isGone(serverRecord(state).keeperPid));
}

/** The first line that a script of `fixtures` prints, and the process. */
export async function start(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [join(__dirname, 'fixtures', script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env,
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, line };
}

/** Another command that uses the embedded server of this state folder. */
export async function startHolder(state: string): Promise<{ child: ChildProcess; address: string }> {
  const { child, line } = await start('holder.cjs', [state]);
  const { address } = JSON.parse(line) as { address?: string };
  if (address === undefined) throw new Error(line);
  return { child, address };
}
