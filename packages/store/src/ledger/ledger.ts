import { HeadwaterError, type LedgerEntry, type LedgerFact, type LedgerHead } from '@headwater/contracts';
import type { Backend } from '../backend/backend';
import type { Documents } from '../records/documents';
import { entryKey, eventKey, headOf, ledgerFolder, readSigned, sealed, sequenceOf } from './entry';
import type { Signer } from './signing-key';

/** Writers of one chain at a time are few: each loses to another at most once per entry of the other. */
const MOST_ATTEMPTS = 1000;

interface Stored {
  entry: LedgerEntry;
  head: LedgerHead;
}

/**
 * The append-only record of one chain. Entries are numbered files, each naming the hash of the one before and signed;
 * an entry is committed by creating its file, so of two writers one goes first and the other follows it.
 */
export class Ledger {
  constructor(
    private readonly backend: Backend,
    private readonly documents: Documents,
    private readonly chain: string,
  ) {}

  /** The last entry's place; null while there is none. */
  async head(): Promise<LedgerHead | null> {
    return (await this.last())?.head ?? null;
  }

  /**
   * Appends a fact unless an entry of its id is there, and answers where it stands. The first fact of a chain opens its
   * ledger with the public key of the signer; a signer that the ledger does not know yet must be introduced by `rotate`.
   * @throws LEDGER_KEY_UNKNOWN, LEDGER_DAMAGED
   */
  async append(fact: LedgerFact, signer: Signer): Promise<LedgerHead> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const last = await this.last();
      if (last === null) {
        await this.commit(opening(signer, fact.at), null, signer);
        continue;
      }
      const known = await this.recorded(fact.id, last);
      if (known !== null) return known;
      if (nextSigner(last.entry) !== signer.id) throw unknownSigner(this.chain, signer.id);
      // Before an entry gets a successor its event is indexed, whoever wrote it: a retry then finds it, however late.
      await this.index(last.entry);
      const head = await this.commit(fact, last, signer);
      if (head === null) continue;
      await this.documents.replace(eventKey(this.chain, fact.id), { sequence: head.sequence });
      return head;
    }
    throw new HeadwaterError('STORE_UNAVAILABLE', `the ledger of ${this.chain} could not be appended to`);
  }

  /** Finds out whether the signer may append. Throws LEDGER_KEY_UNKNOWN, LEDGER_DAMAGED. */
  async admit(signer: Signer): Promise<void> {
    const last = await this.last();
    if (last !== null && nextSigner(last.entry) !== signer.id) throw unknownSigner(this.chain, signer.id);
  }

  /** Hands over to another key: the old one signs the new one's public half. */
  async rotate(from: Signer, to: Signer, at: string): Promise<LedgerHead> {
    const facts = { publicKey: to.publicKey, keyId: to.id };
    return this.append({ id: `key/${to.id}`, kind: 'key-rotated', at, facts, artifacts: [] }, from);
  }

  /** Numbers of the entries that are there, in order; NaN for a file that is none. */
  async sequences(): Promise<number[]> {
    const entries = await this.backend.list(ledgerFolder(this.chain));
    return entries.map(({ key }) => sequenceOf(this.chain, key));
  }

  /** The entries that can be read, in order; none of them is verified. */
  async *entries(): AsyncGenerator<LedgerEntry> {
    for (const sequence of await this.sequences()) {
      const bytes = Number.isNaN(sequence) ? null : await this.bytes(sequence);
      const signed = bytes === null ? null : readSigned(bytes);
      if (signed !== null) yield signed.entry;
    }
  }

  /** The bytes of an entry, as they lie there. */
  async bytes(sequence: number): Promise<Buffer | null> {
    return this.backend.read(entryKey(this.chain, sequence));
  }

  /** Where the event was recorded, given the last entry: there, or before it and then by its index. */
  private async recorded(id: string, last: Stored): Promise<LedgerHead | null> {
    if (last.entry.id === id) return last.head;
    const sequence = await this.indexed(id);
    const found = sequence === null ? null : await this.stored(sequence);
    return found?.entry.id === id ? found.head : null;
  }

  private async indexed(id: string): Promise<number | null> {
    const place = (await this.documents.read(eventKey(this.chain, id))) as { sequence: number } | null;
    return place?.sequence ?? null;
  }

  private async index({ id, sequence }: LedgerEntry): Promise<void> {
    if ((await this.indexed(id)) !== sequence) await this.documents.replace(eventKey(this.chain, id), { sequence });
  }

  /** null when another entry was first. */
  private async commit(fact: LedgerFact, last: Stored | null, signer: Signer): Promise<LedgerHead | null> {
    const sequence = last === null ? 0 : last.head.sequence + 1;
    const entry: LedgerEntry = {
      version: 1,
      chain: this.chain,
      sequence,
      previous: last?.head.sha256 ?? null,
      signer: signer.id,
      ...fact,
    };
    const bytes = sealed(entry, signer);
    return (await this.backend.create(entryKey(this.chain, sequence), bytes)) ? headOf(sequence, bytes) : null;
  }

  /** By doubling and halving: a ledger of a million entries is asked forty times. */
  private async last(): Promise<Stored | null> {
    const there = async (sequence: number): Promise<boolean> =>
      (await this.backend.stat(entryKey(this.chain, sequence))) !== null;
    if (!(await there(0))) return null;
    let low = 0;
    let high = 1;
    while (await there(high)) [low, high] = [high, high * 2];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (await there(middle)) low = middle;
      else high = middle;
    }
    return this.stored(low);
  }

  private async stored(sequence: number): Promise<Stored | null> {
    const bytes = await this.bytes(sequence);
    if (bytes === null) return null;
    const signed = readSigned(bytes);
    if (signed !== null) return { entry: signed.entry, head: headOf(sequence, bytes) };
    throw new HeadwaterError('LEDGER_DAMAGED', `entry ${sequence} of the ledger of ${this.chain} cannot be read`, {
      hint: '`headwater audit verify` names what is wrong; restore the ledger from a backup.',
    });
  }
}

/** The key that may sign after this entry: its own, or the one it hands over to. */
export function nextSigner(entry: LedgerEntry): string {
  return entry.kind === 'key-rotated' ? String(entry.facts['keyId']) : entry.signer;
}

function opening(signer: Signer, at: string): LedgerFact {
  return {
    id: 'opened',
    kind: 'opened',
    at,
    facts: { publicKey: signer.publicKey, keyId: signer.id },
    artifacts: [],
  };
}

function unknownSigner(chain: string, id: string): HeadwaterError {
  return new HeadwaterError('LEDGER_KEY_UNKNOWN', `the key ${id} may not sign for the chain ${chain}`, {
    hint: 'Give the key that signed last, or hand over to the new one first: `headwater audit rotate`.',
  });
}
