import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './cli';

export interface Audit {
  sound: boolean;
  chains: {
    chain: string;
    entries: number;
    artifacts: number;
    publications: { checked: number; deleted: number; unreachable: string[] };
    exports: number;
  }[];
  fault?: { chain: string; sequence: number | null; what: string };
}

interface Signed {
  entry: { kind: string; artifacts: { kind: string; sha256: string }[] };
}

/** What an auditor gets of a state folder: store, publications and key, without its server. */
export class AuditedState {
  constructor(
    readonly root: string,
    private readonly chain: string,
  ) {}

  copyTo(root: string): AuditedState {
    for (const part of ['store', 'published', 'keys'])
      cpSync(join(this.root, part), join(root, part), { recursive: true });
    return new AuditedState(root, this.chain);
  }

  async verify(...more: string[]): Promise<Audit & { code: number | null }> {
    const { stdout, code } = await runCli(['audit', 'verify', '--state', this.root, '--json', ...more]);
    return { ...(JSON.parse(stdout) as Audit), code };
  }

  /** Kinds of the ledger's entries, in order. */
  kinds(): string[] {
    return this.entries().map(({ entry }) => entry.kind);
  }

  entry(sequence: number): string {
    return join(this.root, 'store', 'ledger', this.chain, 'entries', `${String(sequence).padStart(12, '0')}.json`);
  }

  /** The object of that kind which the ledger's first entry of a kind names; `index` where there are several. */
  artifact(entryKind: string, kind: string, index = 0): string {
    const { entry } = this.entries().find((signed) => signed.entry.kind === entryKind)!;
    return this.object(entry.artifacts.filter((ref) => ref.kind === kind)[index]!.sha256);
  }

  object(sha256: string): string {
    return join(this.root, 'store', 'objects', 'sha256', sha256.slice(0, 2), sha256.slice(2));
  }

  /** A file of the version that the partition published. */
  published(partition: string, file: string): string {
    return join(this.version(partition), file);
  }

  version(partition: string): string {
    const versions = join(this.root, 'published', this.chain, 'versions');
    return join(
      versions,
      readdirSync(versions).find((name) => name.startsWith(`${partition}-`))!,
    );
  }

  pointer(): string {
    return join(this.root, 'published', this.chain, 'current.json');
  }

  private entries(): Signed[] {
    const folder = join(this.root, 'store', 'ledger', this.chain, 'entries');
    return readdirSync(folder)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Signed);
  }
}

/** One bit of one byte, in the middle unless told where. */
export function flipBit(path: string, at?: number): void {
  const bytes = readFileSync(path);
  const place = at ?? bytes.length >> 1;
  bytes[place] = bytes[place]! ^ 1;
  writeFileSync(path, bytes);
}

export function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error(`nothing was changed in ${path}`);
  writeFileSync(path, changed);
}
