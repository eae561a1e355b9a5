import { availableParallelism, freemem, totalmem } from 'node:os';
import { findTemporalCli } from '@headwater/platform';
import { openStore } from '@headwater/store';
import { EXIT } from '../exit-codes';
import { printJson } from '../output';
import { freeBytes, prepareState, stateFolder } from '../state-folder';

interface Finding {
  name: string;
  ok: boolean;
  found: string;
  hint?: string;
}

const LEAST_NODE = [20, 3] as const;
const LEAST_MEMORY = 1024 ** 3;

/** `headwater doctor`: every requirement, what was found, and how to get what is missing. Exit code 4 if any is. */
export async function doctorCommand(options: { state: string; json?: boolean }): Promise<void> {
  const findings = [node(), await temporal(), ...(await state(options.state)), machine()];
  const ok = findings.every((f) => f.ok);
  if (options.json) printJson({ ok, findings });
  else {
    for (const { ok: good, name, found, hint } of findings) {
      process.stdout.write(`${good ? '✓' : '✗'} ${name.padEnd(10)} ${found}\n`);
      if (!good && hint) process.stdout.write(`  ${hint}\n`);
    }
  }
  if (!ok) process.exitCode = EXIT.environment;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return { name: 'Node.js', ok, found: process.version, hint: `Install Node.js ${LEAST_NODE.join('.')} or later.` };
}

async function temporal(): Promise<Finding> {
  const { ok, found, hint } = await findTemporalCli();
  return { name: 'Temporal', ok, found, ...(hint === undefined ? {} : { hint }) };
}

async function state(dir: string): Promise<Finding[]> {
  const folder = stateFolder(dir);
  try {
    prepareState(folder);
    await openStore(folder.store);
    const free = freeBytes(folder.root) / 1024 ** 3;
    return [{ name: 'State', ok: true, found: `${folder.root}, ${free.toFixed(1)} GiB free` }];
  } catch (error) {
    return [
      { name: 'State', ok: false, found: (error as Error).message, hint: 'Name a folder you can write with --state.' },
    ];
  }
}

function machine(): Finding {
  const memory = totalmem();
  return {
    name: 'Machine',
    ok: memory >= LEAST_MEMORY,
    found: `${availableParallelism()} cores, ${(memory / 1024 ** 3).toFixed(1)} GiB memory (${(freemem() / 1024 ** 3).toFixed(1)} free)`,
    hint: 'At least 1 GiB of memory is needed.',
  };
}
