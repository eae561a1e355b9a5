import { printJson, say } from '../output';
import { openSession } from '../session';
import { AppliedChains } from './applied-chains';
import { chainDetails, chainLine } from './chain-lines';
import { reportOf, type ChainReport } from './chain-report';
import { chainState, requireChain } from './chain-state';
import { withWorker } from './with-worker';

/** `headwater chains`: the chains applied from this state folder; with a name, all of one. */
export async function chainsCommand(
  name: string | undefined,
  options: { state: string; json?: boolean },
): Promise<void> {
  const session = await openSession(options.state);
  try {
    await withWorker(session, async () => {
      if (name !== undefined) {
        const report = await reportOf(session, await requireChain(session, name));
        if (options.json) printJson(report);
        else process.stdout.write(`${chainDetails(report).join('\n')}\n`);
        return;
      }
      const reports: ChainReport[] = [];
      for (const { chain } of new AppliedChains(session.state).list()) {
        const state = await chainState(session, chain);
        if (state === null) say(`${chain} was applied and is gone; \`headwater apply\` its file again`);
        else reports.push(await reportOf(session, state));
      }
      if (options.json) printJson({ chains: reports });
      else for (const report of reports) process.stdout.write(`${chainLine(report)}\n`);
      if (!options.json && reports.length === 0) process.stdout.write('no chain is applied\n');
    });
  } finally {
    await session.close();
  }
}
