import { canonicalJson } from '@headwater/contracts';
import type { Backend } from '../backend/backend';
import { sha256 } from '../hashing';
import type { StoreKey } from '../keys';

interface Sealed {
  document: unknown;
  /** Of the document's canonical JSON. */
  sha256: string;
}

function seal(document: unknown): Buffer {
  return Buffer.from(`${canonicalJson({ document, sha256: sha256(canonicalJson(document)) } satisfies Sealed)}\n`);
}

/** Small JSON documents under names of their own. Each carries its hash: a damaged one counts as absent. */
export class Documents {
  constructor(readonly backend: Backend) {}

  async read(key: StoreKey): Promise<unknown> {
    const bytes = await this.backend.read(key);
    if (bytes === null) return null;
    try {
      const { document, sha256: hash } = JSON.parse(bytes.toString('utf8')) as Sealed;
      return sha256(canonicalJson(document)) === hash ? document : null;
    } catch {
      return null;
    }
  }

  /** False when another document is there already. */
  async create(key: StoreKey, document: unknown): Promise<boolean> {
    return this.backend.create(key, seal(document));
  }

  async replace(key: StoreKey, document: unknown): Promise<void> {
    const bytes = seal(document);
    await this.backend.replace(key, [bytes], bytes.length);
  }
}
