import { canonicalJson, type ArtifactRef, type LedgerEntry, type LedgerHead } from '@headwater/contracts';
import { headOf, readSigned } from './entry';
import { keyId, signatureHolds } from './signing-key';

/** A place of a ledger that somebody else remembers. */
export interface LedgerHeadRemembered extends LedgerHead {
  /** Who, in words. */
  by: string;
}

/** Where a ledger is read from. */
export interface LedgerReading {
  chain: string;
  /** Stored bytes of an entry; null where there is none. */
  bytes(sequence: number): Promise<Buffer | null>;
  /** Sequence numbers that are there, in order, and names that are no entry's. */
  sequences: readonly number[];
  remembered: readonly LedgerHeadRemembered[];
  /** Identifier of the key that must have opened it, where the auditor knows it from elsewhere. */
  openedBy?: string;
  /** What is wrong with an artifact, or null. */
  artifact(ref: ArtifactRef): Promise<string | null>;
  /** Told of every entry that is sound, in order, with the keys that the ledger knows by then: identifier to PEM. */
  onEntry?(entry: LedgerEntry, keys: ReadonlyMap<string, string>): void;
}

/** The first thing that is wrong. */
export interface LedgerFault {
  chain: string;
  sequence: number | null;
  what: string;
}

export interface LedgerFinding {
  entries: number;
  artifacts: number;
  head: LedgerHead | null;
  fault: LedgerFault | null;
}

/**
 * Goes through a ledger from its first entry: form, number, hash chain, signature by the key whose turn it is, events
 * named once, artifacts; then whatever remembers one of its places. Ends at the first thing wrong.
 */
export async function verifyLedger(reading: LedgerReading): Promise<LedgerFinding> {
  const { chain, sequences } = reading;
  const found: LedgerFinding = { entries: 0, artifacts: 0, head: null, fault: null };
  const fail = (sequence: number | null, what: string): LedgerFinding => ({
    ...found,
    fault: { chain, sequence, what },
  });
  const keys = new Keys(reading.openedBy);
  const events = new Set<string>();
  // Runs share most of what they rest on: each artifact is read once.
  const sound = new Set<string>();
  const heads = new Map<number, string>();
  for (const [expected, sequence] of sequences.entries()) {
    if (Number.isNaN(sequence)) return fail(null, 'a file lies among the entries that is none');
    if (sequence !== expected) return fail(expected, `entry ${expected} is missing`);
    const bytes = await reading.bytes(sequence);
    const signed = bytes === null ? null : readSigned(bytes);
    if (bytes === null || signed === null) return fail(sequence, 'it is not a signed entry in canonical form');
    const { entry, signature } = signed;
    const wrong = wrongPlace(entry, chain, sequence, found.head) ?? keys.wrong(entry, signature);
    if (wrong !== null) return fail(sequence, wrong);
    if (events.has(entry.id)) return fail(sequence, `the event ${entry.id} is recorded a second time`);
    events.add(entry.id);
    for (const ref of entry.artifacts) {
      if (sound.has(ref.sha256)) continue;
      const damage = await reading.artifact(ref);
      if (damage !== null) return fail(sequence, `${ref.kind} ${ref.sha256}: ${damage}`);
      sound.add(ref.sha256);
      found.artifacts++;
    }
    found.head = headOf(sequence, bytes);
    heads.set(sequence, found.head.sha256);
    found.entries++;
    reading.onEntry?.(entry, keys.known);
  }
  for (const { sequence, sha256, by } of reading.remembered) {
    const there = heads.get(sequence);
    if (there === undefined)
      return fail(sequence, `${by} remembers entry ${sequence}, the ledger ends before it: it was rolled back`);
    if (there !== sha256) return fail(sequence, `${by} remembers another entry ${sequence}: the ledger was rewritten`);
  }
  return found;
}

function wrongPlace(entry: LedgerEntry, chain: string, sequence: number, before: LedgerHead | null): string | null {
  if (entry.chain !== chain) return `it belongs to the chain ${entry.chain}`;
  if (entry.sequence !== sequence) return `it says it is entry ${entry.sequence}`;
  if (entry.previous !== (before?.sha256 ?? null)) return 'the entry before is not the one whose hash it names';
  return null;
}

/** Which key signs: the first entry brings its own, each hand-over the next one. */
class Keys {
  readonly known = new Map<string, string>();
  private current: { id: string; publicKey: string } | null = null;

  constructor(private readonly openedBy: string | undefined) {}

  /** What is wrong with the entry's signature, or null; takes in the key it brings. */
  wrong(entry: LedgerEntry, signature: string): string | null {
    const opens = this.current === null;
    if (opens !== (entry.kind === 'opened')) return opens ? 'it does not open the ledger' : 'it opens the ledger again';
    const brought = opens || entry.kind === 'key-rotated' ? broughtKey(entry) : null;
    if (typeof brought === 'string') return brought;
    if (opens && this.openedBy !== undefined && brought?.id !== this.openedBy)
      return `it was opened by the key ${brought?.id}, not by ${this.openedBy}`;
    const signer = this.current ?? brought;
    if (entry.signer !== signer?.id) return `the key ${entry.signer} may not sign it`;
    if (!signatureHolds(signer.publicKey, canonicalJson(entry), signature)) return 'its signature does not hold';
    this.current = brought ?? signer;
    this.known.set(this.current.id, this.current.publicKey);
    return null;
  }
}

function broughtKey({ facts }: LedgerEntry): { id: string; publicKey: string } | string {
  const { publicKey, keyId: id } = facts;
  if (typeof publicKey !== 'string' || typeof id !== 'string') return 'it brings no key';
  try {
    return keyId(publicKey) === id ? { id, publicKey } : 'the key it brings is not the one it names';
  } catch {
    return 'the key it brings cannot be read';
  }
}
