import { signerOf } from '@headwater/store';
import { openStateStore } from '../find-run';
import { printJson } from '../output';
import { stateFolder } from '../state-folder';
import { ledgerOf } from './chain-ledger';
import { readKey } from '../ledger-key';

/** `headwater audit rotate`: hands a chain's ledger over to another key. */
export async function auditRotateCommand(
  chain: string,
  options: { state: string; json?: boolean; to: string },
): Promise<void> {
  const store = await openStateStore(options.state);
  const from = signerOf(await readKey(stateFolder(options.state).ledgerKey));
  const to = signerOf(await readKey(options.to));
  const ledger = await ledgerOf(store, chain);
  const head = await ledger.rotate(from, to, new Date().toISOString());
  if (options.json) printJson({ chain, from: from.id, to: to.id, head });
  else
    process.stdout.write(
      `${chain}: entry ${head.sequence} hands over from ${from.id} to ${to.id}; name the new key by HEADWATER_LEDGER_KEY\n`,
    );
}
