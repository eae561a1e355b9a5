import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../../packages/cli/bin/headwater.js', import.meta.url));

/** Starts `headwater`: { child, exit: Promise<{ code, json, stderr }>, stderr() }. */
export function startHeadwater(args, env = {}) {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const exit = new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, json: parsed(stdout), stdout, stderr })),
  );
  return { child, exit, stderr: () => stderr };
}

export function headwater(args, env) {
  return startHeadwater(args, env).exit;
}

/** Looks every `everyMs` until the look gives something; throws after so many seconds. */
export async function until(what, look, { seconds = 120, everyMs = 100 } = {}) {
  for (const end = Date.now() + seconds * 1000; ;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await pause(everyMs);
  }
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
