import type { LedgerEntry } from '@headwater/contracts';
import { openStateStore } from '../find-run';
import { printJson } from '../output';
import { ledgerOf } from './chain-ledger';

/** `headwater audit show`: a chain's ledger for people. It verifies nothing; `audit verify` does. */
export async function auditShowCommand(chain: string, options: { state: string; json?: boolean }): Promise<void> {
  const ledger = await ledgerOf(await openStateStore(options.state), chain);
  if (options.json) {
    const entries: LedgerEntry[] = [];
    for await (const entry of ledger.entries()) entries.push(entry);
    printJson({ chain, entries });
    return;
  }
  for await (const entry of ledger.entries()) process.stdout.write(`${line(entry)}\n`);
}

function line({ sequence, at, kind, facts, run, chain, signer }: LedgerEntry): string {
  const who = typeof facts['who'] === 'string' ? facts['who'] : (run?.replace(`chain/${chain}/`, '') ?? signer);
  return [String(sequence).padStart(5), at.slice(0, 19), kind.padEnd(18), who.padEnd(24), said(facts)]
    .join('  ')
    .trimEnd();
}

const HASH = /^[0-9a-f]{16,64}$/;
const SHORT = 12;

/** Facts that say something to a person; hashes by their first digits, lists by their length. */
function said(facts: LedgerEntry['facts']): string {
  return Object.entries(facts)
    .filter(([name]) => name !== 'who' && name !== 'publicKey')
    .map(([name, value]) => `${name}=${shown(value)}`)
    .join(' ');
}

function shown(value: unknown): string {
  if (typeof value === 'string')
    return HASH.test(value) ? value.slice(0, SHORT) : /\s/.test(value) ? `"${value}"` : value;
  if (Array.isArray(value)) return `(${value.length})`;
  return typeof value === 'object' && value !== null ? '{…}' : String(value);
}
