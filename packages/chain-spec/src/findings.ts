import { isScalar } from 'yaml';
import type { Problem } from './problem';
import { keyAt, nodeAt, offsetOf, type Path } from './yaml/locate';
import type { Override } from './yaml/overrides';
import type { SpecDocument } from './yaml/read-document';

/** Collects problems and warnings of one chain file, each at its place in the file or in the override that made it. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: string[] = [];

  constructor(
    private readonly source: SpecDocument,
    private readonly overrides: readonly Override[],
  ) {}

  get file(): string {
    return this.source.file;
  }

  /** A problem with the value at a path (or, with `atKey`, with the key itself). */
  problem(path: Path, message: string, options: { code?: Problem['code']; hint?: string; atKey?: boolean } = {}): void {
    const { code = 'SPEC_INVALID', hint, atKey = false } = options;
    this.problems.push({ code, message, ...this.placeOf(path, atKey), ...(hint === undefined ? {} : { hint }) });
  }

  warn(path: Path, message: string): void {
    this.warnings.push(`${this.placeOf(path, false).where}: ${message}`);
  }

  /** How a number was written, where it came from the file. */
  writtenAs(path: Path): string | undefined {
    const node = nodeAt(this.source.document, path);
    return isScalar(node) ? node.source : undefined;
  }

  private placeOf(path: Path, atKey: boolean): { where: string; offset: number } {
    const { document, place } = this.source;
    const own = offsetOf(atKey ? keyAt(document, path) : nodeAt(document, path));
    if (own !== undefined) return { where: place(own), offset: own };
    const override = this.overrides.findLast((o) =>
      o.path.every((step, i) => i >= path.length || step === String(path[i])),
    );
    if (override !== undefined) return { where: `override ${override.text}`, offset: Infinity };
    const above = path.length === 0 ? 0 : this.placeOf(path.slice(0, -1), false).offset;
    return Number.isFinite(above) ? { where: place(above), offset: above } : { where: this.file, offset: above };
  }
}
