import { EXIT } from '../exit-codes';
import { printJson } from '../output';
import { verifyState, type StateAudit } from './verify-state';

interface VerifyOptions {
  state: string;
  json?: boolean;
  key?: string;
}

/** `headwater audit verify`: names the first thing wrong and exits with 1. */
export async function auditVerifyCommand(options: VerifyOptions): Promise<void> {
  const audit = await verifyState(options.state, options.key);
  report(audit, options);
  if (audit.fault !== null) process.exitCode = EXIT.failed;
}

function report({ chains, fault }: StateAudit, options: VerifyOptions): void {
  if (options.json) {
    printJson({ sound: fault === null, chains, ...(fault === null ? {} : { fault }) });
    return;
  }
  const lines = chains.flatMap(({ chain, entries, artifacts, publications, exports }) => [
    `  ${chain.padEnd(24)} ${entries} entries, ${artifacts} artifacts, ${publications.checked} versions, ${exports} exports`,
    ...publications.unreachable.map((uri) => `  ${''.padEnd(24)} not reached from here: ${uri}`),
  ]);
  const end =
    fault === null
      ? `sound: ${chains.length} ledger${chains.length === 1 ? '' : 's'}`
      : `not sound: ${fault.chain}${fault.sequence === null ? '' : `, entry ${fault.sequence}`}: ${fault.what}`;
  process.stdout.write(`${[...lines, end].join('\n')}\n`);
}
