import { canonicalJson, type LedgerEntry, type LedgerHead, type SignedEntry } from '@headwater/contracts';
import { sha256 } from '../hashing';
import { storeKey, type StoreKey } from '../keys';
import type { Signer } from './signing-key';

const DIGITS = 12;

export function sealed(entry: LedgerEntry, signer: Signer): Buffer {
  const signed: SignedEntry = { entry, signature: signer.sign(canonicalJson(entry)) };
  return Buffer.from(`${canonicalJson(signed)}\n`);
}

/** What stands for an entry in the next one and in whatever remembers it. */
export function headOf(sequence: number, bytes: Uint8Array): LedgerHead {
  return { sequence, sha256: sha256(bytes) };
}

/** null when the bytes are not those of a signed entry, to the letter: nothing may hide in their form. */
export function readSigned(bytes: Buffer): SignedEntry | null {
  let signed: SignedEntry | null = null;
  try {
    signed = JSON.parse(bytes.toString('utf8')) as SignedEntry | null;
  } catch {
    return null;
  }
  const entry = signed?.entry;
  if (typeof entry !== 'object' || entry === null || typeof signed?.signature !== 'string') return null;
  return `${canonicalJson(signed)}\n` === bytes.toString('utf8') ? signed : null;
}

/** Chain names are lower case, digits and hyphens already; anything else is refused by the key check. */
export function ledgerFolder(chain: string): StoreKey {
  return storeKey(`ledger/${chain}/entries`);
}

export function entryKey(chain: string, sequence: number): StoreKey {
  return storeKey(`${ledgerFolder(chain)}/${String(sequence).padStart(DIGITS, '0')}.json`);
}

/** The number in an entry's key; NaN when it is not the key of an entry. */
export function sequenceOf(chain: string, key: string): number {
  const sequence = Number(key.slice(key.lastIndexOf('/') + 1, -'.json'.length));
  return Number.isSafeInteger(sequence) && key === entryKey(chain, sequence) ? sequence : NaN;
}

/** The place that tells where an event was recorded. */
export function eventKey(chain: string, id: string): StoreKey {
  return storeKey(`ledger/${chain}/events/${sha256(id)}.json`);
}
