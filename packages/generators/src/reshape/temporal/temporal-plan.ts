/** A part that is the same in all rows, or an inner column whose number k stands for `offset + step * k`. */
export type TemporalPart = { value: number } | { name: string; offset: number; step: number };

/** What the days of a moment are counted in: weeks and weekdays, or months and days of the month. */
export type Calendar = 'week' | 'month';

/** A date or time stamp as numbers that mean something: those that vary become columns of integers. */
export interface TemporalPlan {
  kind: 'temporal';
  column: string;
  /** Units of the column in a day: 1 for dates. */
  ticksPerDay: number;
  calendar: Calendar;
  /** Earliest and latest moment that is released. */
  range: [number, number];
  /** Week, or month, since the epoch; weekday, or day of month; hour; units within the hour. See calendar.ts. */
  parts: [TemporalPart, TemporalPart, TemporalPart, TemporalPart];
}

export type ColumnPart = Extract<TemporalPart, { name: string }>;

export function isColumn(part: TemporalPart): part is ColumnPart {
  return 'name' in part;
}

/** The inner column that says whether the moment is missing. */
export function carrierOf(plan: TemporalPlan): ColumnPart {
  return plan.parts.find(isColumn) as ColumnPart;
}
