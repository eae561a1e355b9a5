import type { Frame, NumericColumn } from '@headwater/tables';
import { releasedRange } from '../../codec/released-range';
import { freeName, presence } from '../columns';
import { chooseCalendar } from './choose-calendar';
import { splitMoment, ticksPerDay } from './moments';
import type { TemporalPart, TemporalPlan } from './temporal-plan';

/** Fewer different moments are levels of their own in the ordinary numeric code. */
const LEAST_DISTINCT = 60;

/**
 * Plans for dates and time stamps of more than LEAST_DISTINCT values. `closed` columns, whose values may be taken from the
 * training rows only, are left as they are.
 */
export function fitTemporal(
  frame: Frame,
  { closed, minimumHolders }: { closed: ReadonlySet<string>; minimumHolders: number },
): TemporalPlan[] {
  const taken = new Set(frame.schema.columns.map(({ name }) => name));
  return frame.columns.flatMap((column) => {
    const { type, role, name } = column.schema;
    if (column.kind !== 'numeric' || (type !== 'date' && type !== 'timestamp')) return [];
    if (role === 'id' || closed.has(name)) return [];
    return fitColumn(column, taken, minimumHolders) ?? [];
  });
}

function fitColumn(column: NumericColumn, taken: Set<string>, minimumHolders: number): TemporalPlan | null {
  const present = presence(column);
  const sorted = column.values.filter((_, i) => present[i] === 1).sort();
  if (!sorted.every((moment) => Number.isInteger(moment))) return null;
  if (!moreValuesThan(LEAST_DISTINCT, sorted)) return null;
  const perDay = ticksPerDay(column.schema);
  const calendar = chooseCalendar(sorted.map((moment) => Math.floor(moment / perDay)));
  const raw: [Scale, Scale, Scale, Scale] = [new Scale(), new Scale(), new Scale(), new Scale()];
  const whole = new Scale();
  for (const moment of sorted) {
    const parts = splitMoment(calendar, perDay, moment);
    raw.forEach((scale, k) => scale.add(parts[k] as number));
    whole.add(moment);
  }
  // Hours, or what is left of one hour, alone: the ordinary numeric code has that grid, too.
  if (raw[0].step === 0 && raw.filter((scale) => scale.step > 0).length < 2) return null;
  const names = partNames(calendar, perDay, raw[3]);
  const parts = raw.map((scale, k): TemporalPart =>
    scale.step === 0
      ? { value: scale.first }
      : { name: freeName(taken, `${column.schema.name} · ${names[k]}`), offset: scale.offset, step: scale.step },
  ) as TemporalPlan['parts'];
  const [low, high] = releasedRange(sorted, minimumHolders);
  const range: [number, number] = [whole.ceil(low), Math.max(whole.ceil(low), whole.floor(high))];
  return { kind: 'temporal', column: column.schema.name, ticksPerDay: perDay, calendar, range, parts };
}

function moreValuesThan(most: number, sorted: Float64Array): boolean {
  let distinct = 0;
  for (let i = 0; i < sorted.length && distinct <= most; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct > most;
}

function partNames(calendar: 'week' | 'month', perDay: number, rest: Scale): [string, string, string, string] {
  const minute = perDay / 1440;
  const unit = rest.step % minute === 0 ? 'minute' : rest.step % (minute / 60) === 0 ? 'second' : 'fraction';
  return calendar === 'week' ? ['week', 'weekday', 'hour', unit] : ['month', 'day', 'hour', unit];
}

/** The coarsest grid `offset + step * k` that whole numbers lie on; a step of 0 says that all are the same. */
class Scale {
  first = NaN;
  step = 0;

  add(x: number): void {
    if (Number.isNaN(this.first)) this.first = x;
    else if (this.step !== 1) this.step = gcd(Math.abs(x - this.first), this.step);
  }

  /** At least 0 and below the step: it is no value's own. */
  get offset(): number {
    return this.first - this.step * Math.floor(this.first / this.step);
  }

  ceil(x: number): number {
    return this.offset + this.step * Math.ceil((x - this.offset) / this.step);
  }

  floor(x: number): number {
    return this.offset + this.step * Math.floor((x - this.offset) / this.step);
  }
}

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
