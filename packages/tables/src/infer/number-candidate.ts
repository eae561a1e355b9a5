import { decimalsOf, kindOf, numberOf, NumberKind, scanNumber, type DecimalMark } from '../text/scan-number';
import { Misfits } from './misfits';

/** A text column as numbers with one decimal mark. Unless numbers were declared it gives up at the first text. */
export class NumberCandidate {
  readonly misfits = new Misfits();
  /** Values that are no whole number. */
  readonly unwhole = new Misfits();
  /** Values written with a mark or an exponent. */
  fractions = 0;
  big = 0;
  special = 0;
  integers = 0;
  decimals = 0;

  constructor(
    readonly mark: DecimalMark,
    private readonly declared: boolean,
  ) {}

  get alive(): boolean {
    return this.declared || this.misfits.count === 0;
  }

  /** Returns the kind found; `none` where it had given up before. */
  add(text: string, row: number, times: number): NumberKind {
    if (!this.alive) return NumberKind.none;
    const scan = scanNumber(text, this.mark);
    const kind = kindOf(scan);
    switch (kind) {
      case NumberKind.none:
        this.misfits.add(row, times);
        this.unwhole.add(row, times);
        break;
      case NumberKind.integer:
        this.integers += times;
        break;
      case NumberKind.decimal:
        this.fractions += times;
        this.decimals = Math.max(this.decimals, decimalsOf(scan));
        if (!Number.isInteger(numberOf(text, this.mark))) this.unwhole.add(row, times);
        break;
      default:
        if (kind === NumberKind.big) this.big += times;
        else this.special += times;
        this.unwhole.add(row, times);
    }
    return kind;
  }

  /** Finite numbers seen. */
  get finite(): number {
    return this.integers + this.fractions + this.big;
  }
}
