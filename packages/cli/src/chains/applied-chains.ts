import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from '../state-folder';

/** What a state folder remembers of a chain that was applied from it; what it is like now, the chain itself tells. */
export interface AppliedEntry {
  chain: string;
  /** The file it came from. */
  file: string;
  /** ISO time of the first `apply`. */
  since: string;
}

/** The chains that were applied from a state folder: those that `apply --prune` may remove. */
export class AppliedChains {
  private readonly folder: string;

  constructor(state: Pick<StateFolder, 'root'>) {
    this.folder = join(state.root, 'chains');
  }

  list(): AppliedEntry[] {
    mkdirSync(this.folder, { recursive: true });
    return readdirSync(this.folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as AppliedEntry);
  }

  put(entry: AppliedEntry): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.fileOf(entry.chain), `${JSON.stringify(entry, null, 2)}\n`);
  }

  remove(chain: string): void {
    rmSync(this.fileOf(chain), { force: true });
  }

  private fileOf(chain: string): string {
    return join(this.folder, `${chain}.json`);
  }
}
