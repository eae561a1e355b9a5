import type { LogicalType } from '@headwater/contracts';
import { NumberKind, numberOf, type DecimalMark } from '../text/scan-number';
import { isBooleanWord } from './boolean-words';
import { DistinctSample, hashText } from './distinct-sample';
import { IdentifierPattern } from './identifier-pattern';
import { IntegerRun } from './integer-run';
import { Misfits } from './misfits';
import { NumberCandidate } from './number-candidate';
import { TimeCandidate } from './time-candidate';

const BLANK = 32;

/**
 * All that one pass over a column of texts tells about its type. Missing values are not added, only counted by the
 * caller.
 */
export class TextEvidence {
  count = 0;
  readonly numbers: NumberCandidate[];
  readonly times: TimeCandidate;
  readonly distinct = new DistinctSample();
  readonly run = new IntegerRun();
  readonly identifier = new IdentifierPattern();
  /** Values that are no word for true or false, where a boolean was declared. */
  readonly notBoolean = new Misfits();
  /** The first three different texts. */
  readonly words: string[] = [];
  private characters = 0;
  private blanks = 0;

  constructor(
    marks: readonly DecimalMark[],
    readonly declared: LogicalType | undefined,
  ) {
    const numeric = declared === 'integer' || declared === 'decimal';
    this.numbers = marks.map((mark) => new NumberCandidate(mark, numeric));
    this.times = new TimeCandidate(declared);
  }

  /** `row` is 0-based; `times` counts equal values given at once. */
  add(text: string, row: number, times = 1): void {
    this.count += times;
    this.addNumber(text, row, times);
    this.times.add(text, row, times);
    if (this.words.length < 3 && !this.words.includes(text)) this.words.push(text);
    if (this.declared === 'boolean' && !isBooleanWord(text)) this.notBoolean.add(row, times);
    this.distinct.add(hashText(text), times);
    this.characters += text.length * times;
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === BLANK) this.blanks += times;
    // Shapes cost most, and only columns of nearly all different values can become identifiers.
    if (this.distinct.ratio > 0.9) this.identifier.add(text);
  }

  get meanLength(): number {
    return this.count === 0 ? 0 : this.characters / this.count;
  }

  get meanBlanks(): number {
    return this.count === 0 ? 0 : this.blanks / this.count;
  }

  private addNumber(text: string, row: number, times: number): void {
    let whole = false;
    for (const candidate of this.numbers) whole = candidate.add(text, row, times) === NumberKind.integer || whole;
    if (whole) this.run.add(numberOf(text, '.'));
  }
}
