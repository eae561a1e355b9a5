import { writeFile } from 'node:fs/promises';
import { closedForms } from '@headwater/collapse-lab';
import { HeadwaterError, type LabCard, type LabProtocol } from '@headwater/contracts';
import { renderLabCard } from '@headwater/reports';
import { PRODUCT_VERSION } from '@headwater/stages';
import { cardFile } from '../assess/card-file';
import { EXIT } from '../exit-codes';
import { printJson, say } from '../output';
import { openSession } from '../session';
import { SupervisedWorker } from '../worker-process';
import { followLab } from './follow-lab';
import { labCard } from './lab-card';
import { labLines } from './lab-lines';
import { checkLabTable } from './lab-table';
import { startLab } from './start-lab';

export interface LabCollapseOptions {
  table?: string;
  holdout?: string;
  target?: string;
  protocols: LabProtocol[];
  generations: number;
  seeds: number;
  rows: number;
  epochs?: number;
  parallel: number;
  repetitions: number;
  worker: boolean;
  out: string;
  state: string;
  json?: boolean;
}

type WithTable = LabCollapseOptions & { table: string };

/** `headwater lab collapse`: the closed forms, and the protocols as chains on a table where one is given. */
export async function labCollapseCommand(options: LabCollapseOptions): Promise<void> {
  const out = await cardFile(options.out);
  const write = async (card: LabCard): Promise<void> => {
    await writeFile(out.html, await renderLabCard(card));
    await writeFile(out.json, JSON.stringify(card));
  };
  const table = hasTable(options) ? await checkLabTable(options) : null;
  say('simulating the closed forms');
  const theory: LabCard = {
    version: 1,
    table: null,
    measures: [],
    protocols: [],
    closedForms: closedForms({ repetitions: options.repetitions, seed: 0 }),
    headwaterVersion: PRODUCT_VERSION,
  };
  const card = table === null || !hasTable(options) ? theory : await onTable(options, table, theory, write);
  await write(card);
  if (options.json) printJson(card);
  else for (const line of labLines(card, out.html)) say(line);
}

async function onTable(
  options: WithTable,
  table: Awaited<ReturnType<typeof checkLabTable>>,
  theory: LabCard,
  write: (card: LabCard) => Promise<void>,
): Promise<LabCard> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const session = await openSession(options.state);
  let worker: SupervisedWorker | null = null;
  try {
    const { handle, input } = await startLab(session, options);
    say(`laboratory ${input.lab}`);
    if (options.worker) worker = new SupervisedWorker(session.state);
    const drawn = (status: Parameters<typeof labCard>[1]): Promise<LabCard> =>
      labCard(session.store, status, { input, table, theory });
    const status = await followLab(session, handle, stop.signal, async (soFar) => write(await drawn(soFar)));
    const failed = status.chains.find((chain) => chain.error !== undefined);
    if (failed?.error) {
      say(`error ${failed.error.code}: ${failed.protocol}, seed ${failed.seed}: ${failed.error.message}`);
      process.exitCode = EXIT.failed;
    }
    return await drawn(status);
  } finally {
    await worker?.stop();
    await session.close().catch((error: unknown) => say(`closing: ${(error as Error).message}`));
  }
}

function hasTable(options: LabCollapseOptions): options is WithTable {
  if (options.table === undefined && (options.holdout !== undefined || options.target !== undefined))
    throw new HeadwaterError('USAGE', '--holdout and --target need a --table', { hint: 'Name the table.' });
  return options.table !== undefined;
}
