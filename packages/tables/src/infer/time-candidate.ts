import type { LogicalType } from '@headwater/contracts';
import { timeParser } from '../text/time-format';
import { dayMonthTwin, isTimestampPattern, patternsOf } from '../text/time-patterns';
import { Misfits } from './misfits';

export interface TimeFinding {
  type: 'date' | 'timestamp';
  format: string;
  timezone?: string;
  /** More digits after the second than microseconds hold. */
  beyondMicroseconds: boolean;
  mixedZones: boolean;
}

/** A text column as dates or time stamps in one pattern. Unless a time was declared it gives up at the first text. */
export class TimeCandidate {
  readonly misfits = new Misfits();
  private patterns: string[] | null = null;
  private fraction = 0;
  private readonly zones = new Set<string>();
  private readonly declared: boolean;

  constructor(private readonly type: LogicalType | undefined) {
    this.declared = type === 'date' || type === 'timestamp';
  }

  get alive(): boolean {
    return this.declared || this.misfits.count === 0;
  }

  add(text: string, row: number, times: number): void {
    if (!this.alive) return;
    const trimmed = text.trim();
    const fitting = (this.patterns ?? this.wanted(patternsOf(trimmed))).filter(
      (p) => timeParser(p)(trimmed) !== undefined,
    );
    const first = fitting[0];
    if (first === undefined) {
      this.misfits.add(row, times);
      return;
    }
    this.patterns = fitting;
    const parsed = timeParser(first)(trimmed);
    if (parsed === undefined) return;
    this.fraction = Math.max(this.fraction, parsed.fraction);
    if (parsed.zone !== '' && this.zones.size < 2) this.zones.add(parsed.zone);
  }

  /** The one pattern that every value fits; `ambiguous` where day and month cannot be told apart; null where none. */
  finding(): TimeFinding | 'ambiguous' | null {
    const pattern = this.patterns?.[0];
    if (pattern === undefined || this.misfits.count > 0) return null;
    const twin = dayMonthTwin(pattern);
    if (twin !== null && this.patterns?.includes(twin)) return 'ambiguous';
    if (!isTimestampPattern(pattern))
      return { type: 'date', format: pattern, beyondMicroseconds: false, mixedZones: false };
    const [zone] = this.zones;
    const mixedZones = this.zones.size > 1;
    const timezone = zone === undefined ? undefined : zone === 'Z' || mixedZones ? 'UTC' : zone;
    const format = pattern
      .replace('%S', this.fraction > 0 ? '%S.%f' : '%S')
      .replace('%z', zone === 'Z' || mixedZones ? 'Z' : '%z');
    return {
      type: 'timestamp',
      format,
      ...(timezone && { timezone }),
      beyondMicroseconds: this.fraction > 6,
      mixedZones,
    };
  }

  private wanted(patterns: string[]): string[] {
    return this.declared ? patterns.filter((p) => isTimestampPattern(p) === (this.type === 'timestamp')) : patterns;
  }
}
