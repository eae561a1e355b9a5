import * as fc from 'fast-check';
import type { ConditionValue } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { columnOf, type Frame, type NumericColumn } from '@headwater/tables';
import { joinDay, LAST_DAY, splitDay } from '../src/reshape/temporal/calendar';
import { fitTemporal } from '../src/reshape/temporal/fit-temporal';
import type { TemporalPlan } from '../src/reshape/temporal/temporal-plan';
import { temporalStep } from '../src/reshape/temporal/temporal-step';
import { senselessRows } from './inner-rows';
import { cells, frameOf, numeric, schema } from './made-tables';

const DAY = 86_400_000;
const HOUR = DAY / 24;
const MINUTE = HOUR / 60;
const context = { stream: (purpose: string) => new RandomStream(1, purpose), shard: 0 };
const closed = new Set<string>();

const fit = (frame: Frame): TemporalPlan[] =>
  JSON.parse(JSON.stringify(fitTemporal(frame, { closed, minimumHolders: 5 }))) as TemporalPlan[];
function planOf(frame: Frame): TemporalPlan {
  const [plan] = fit(frame);
  if (plan === undefined) throw new Error('no plan');
  return plan;
}
const restore = (plan: TemporalPlan, inner: Frame, outer: Frame) =>
  temporalStep.restore(plan, inner, outer.schema, context);
const stamps = (values: readonly (number | null)[]) => frameOf(numeric(schema('t', 'timestamp'), values));
const dates = (values: readonly (number | null)[]) => frameOf(numeric(schema('d', 'date'), values));
const inners = (plan: TemporalPlan) => plan.parts.flatMap((part) => ('name' in part ? [part.name] : []));

/** Business hours of 200 working days from 2024-01-01 on, a Monday, at whole quarters of an hour. */
function office(rows: number, seed = 1): number[] {
  const random = new RandomStream(seed, 'office');
  return Array.from({ length: rows }, () => {
    const day = 7 * random.below(40) + random.below(5);
    return Date.UTC(2024, 0, 1) + day * DAY + (9 + random.below(8)) * HOUR + 15 * random.below(4) * MINUTE;
  });
}

describe('the calendar', () => {
  it('agrees with Date on weekdays, months and days of the month (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400_000, max: 400_000 }), (day) => {
        const date = new Date(day * DAY);
        expect(splitDay('week', day)[1]).toBe((date.getUTCDay() + 6) % 7);
        const [month, dayOfMonth] = splitDay('month', day);
        expect(month).toBe(12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth());
        const last = new Date((day + 1) * DAY).getUTCDate() === 1;
        expect(dayOfMonth).toBe(last ? LAST_DAY : date.getUTCDate());
        for (const calendar of ['week', 'month'] as const)
          expect(joinDay(calendar, ...splitDay(calendar, day))).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes a day of every month and number', () => {
    for (let month = -30; month < 700; month++)
      for (const day of [-5, 0, 1, 28, 29, 30, 31, 90])
        expect(splitDay('month', joinDay('month', month, day))[0]).toBe(month);
    const february = (year: number) => joinDay('month', 12 * (year - 1970) + 1, LAST_DAY);
    expect([2023, 2024, 2100, 2000].map((year) => new Date(february(year) * DAY).getUTCDate())).toEqual([
      28, 29, 28, 29,
    ]);
  });
});

describe('parts of moments', () => {
  it('are weeks, weekdays, hours and what is left of the hour, on the grid that is found', () => {
    const plan = planOf(stamps(office(2000)));
    expect(plan).toMatchObject({
      calendar: 'week',
      parts: [
        { name: 't · week', step: 1 },
        { name: 't · weekday' },
        { name: 't · hour' },
        { name: 't · minute', step: 15 * MINUTE },
      ],
    });
    const inner = temporalStep.apply(plan, stamps([Date.UTC(2024, 0, 5, 16, 45)]));
    expect(inner.columns.map((c) => (c as NumericColumn).values[0])).toEqual([2818, 4, 16, 3]);
  });

  it('go by months where days of the month matter more', () => {
    const random = new RandomStream(2, 'pay');
    const days = Array.from({ length: 1000 }, () =>
      joinDay('month', 600 + random.below(80), [1, 15, LAST_DAY][random.below(3)]!),
    );
    const plan = planOf(dates(days));
    expect(plan.calendar).toBe('month');
    const frame = dates(days);
    const made = restore(plan, senselessRows(temporalStep.apply(plan, frame), 3000, 4), frame);
    const seen = new Set(cells(made, 'd').map((d) => splitDay('month', Number(d))[1]));
    for (const day of [1, 15, LAST_DAY]) expect(seen).toContain(day);
  });

  it('keep ends of months: whatever is drawn, it is the last day, of Februaries too', () => {
    const frame = dates(Array.from({ length: 240 }, (_, i) => joinDay('month', 500 + (i % 120), LAST_DAY)));
    const plan = planOf(frame);
    expect(plan).toMatchObject({ calendar: 'month', parts: [{ name: 'd · month' }, { value: LAST_DAY }, {}, {}] });
    const made = restore(plan, senselessRows(temporalStep.apply(plan, frame), 500, 3), frame);
    const next = cells(made, 'd').map((d) => new Date((Number(d) + 1) * DAY).getUTCDate());
    expect(new Set(next)).toEqual(new Set([1]));
  });

  it('vanish where all rows have the same', () => {
    const random = new RandomStream(3, 'whole');
    const whole = stamps(
      Array.from({ length: 500 }, () => (19_000 + random.below(300)) * DAY + random.below(24) * HOUR),
    );
    expect(inners(planOf(whole))).toEqual(['t · week', 't · weekday', 't · hour']);
    const noon = stamps(Array.from({ length: 500 }, (_, i) => (19_000 + (i % 300)) * DAY + 12 * HOUR + 5));
    expect(inners(planOf(noon))).toEqual(['t · week', 't · weekday']);
  });

  it('have names that no other column has', () => {
    const frame = frameOf(
      numeric(schema('t · week', 'integer'), new Array<number>(300).fill(1)),
      numeric(schema('t', 'timestamp'), office(300)),
    );
    const plan = planOf(frame);
    expect(inners(plan)[0]).toBe('t · week (2)');
    expect(temporalStep.schema(plan, frame.schema).columns.map((c) => c.name)).toEqual(
      temporalStep.apply(plan, frame).columns.map((c) => c.schema.name),
    );
  });

  it('are not made of few moments, of identifiers, nor of columns that take known values only', () => {
    expect(fit(dates(Array.from({ length: 600 }, (_, i) => 19_000 + (i % 60))))).toEqual([]);
    expect(fit(frameOf(numeric(schema('t', 'timestamp', { role: 'id' }), office(500))))).toEqual([]);
    expect(fitTemporal(stamps(office(500)), { closed: new Set(['t']), minimumHolders: 5 })).toEqual([]);
  });

  it('come together to the same moment inside the released range, in any unit (property)', () => {
    const units = [
      ['timestamp[s]', 1],
      ['timestamp[ms]', 1e3],
      ['timestamp[us]', 1e6],
      ['timestamp[ns]', 1e9],
    ] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...units),
        fc.constantFrom(1, 60, 300, 3600, 86_400),
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: 70, max: 30_000 }),
        fc.nat(),
        ([physical, perSecond], grid, start, span, seed) => {
          const random = new RandomStream(seed, 'moments');
          const values = Array.from({ length: 300 }, () =>
            random.below(10) === 0 ? null : (start * 86_400 + grid * random.below(span)) * perSecond,
          );
          const frame = frameOf(numeric(schema('t', 'timestamp', { physical }), values));
          const [plan] = fit(frame);
          if (plan === undefined) return;
          const back = cells(restore(plan, temporalStep.apply(plan, frame), frame), 't');
          const [low, high] = plan.range;
          values.forEach((value, i) => {
            if (value === null || (value >= low && value <= high)) expect(back[i]).toBe(value);
            else expect(Number(back[i]) >= low && Number(back[i]) <= high).toBe(true);
          });
          const made = restore(plan, senselessRows(temporalStep.apply(plan, frame), 200, seed), frame);
          for (const value of cells(made, 't'))
            expect(
              value === null ||
                (Number(value) >= low && Number(value) <= high && Number(value) % (grid * perSecond) === 0),
            ).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what is released', () => {
  const early = Date.UTC(1991, 2, 3, 4, 5);
  const late = Date.UTC(2051, 10, 5, 23, 30);

  it('ends short of what single records hold, and stands nowhere in the plan', () => {
    const frame = stamps([...office(1500), early, late]);
    const plan = planOf(frame);
    const [low, high] = plan.range;
    expect(low).toBeGreaterThanOrEqual(Date.UTC(2024, 0, 1));
    expect(high).toBeLessThanOrEqual(Date.UTC(2024, 9, 11));
    expect(JSON.stringify(plan)).not.toMatch(new RegExp(`${early}|${late}`));
    const back = cells(restore(plan, temporalStep.apply(plan, frame), frame), 't').map(Number);
    expect(Math.min(...back)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...back)).toBeLessThanOrEqual(high);
  });

  it('keeps weekday and time where parts lie beyond it', () => {
    const frame = stamps([...office(1500), late]);
    const plan = planOf(frame);
    const moved = Number(cells(restore(plan, temporalStep.apply(plan, stamps([late])), frame), 't')[0]);
    expect(moved).toBeLessThanOrEqual(plan.range[1]);
    expect((late - moved) % (7 * DAY)).toBe(0);
    expect(moved).toBeGreaterThan(plan.range[1] - 7 * DAY);
  });

  it('says missing by one part alone', () => {
    const values = office(400).map((t, i) => (i % 4 === 0 ? null : t));
    const frame = stamps(values);
    const plan = planOf(frame);
    const inner = temporalStep.apply(plan, frame);
    const [carrier, ...others] = inner.columns as NumericColumn[];
    expect(cells(inner, carrier!.schema.name).map((w) => w === null)).toEqual(values.map((t) => t === null));
    for (const other of others) expect(other.valid).toBeNull();
    // The others' cells of such rows look like those of other rows.
    expect(new Set(others[1]!.values.filter((_, i) => i % 4 === 0))).toEqual(new Set([9, 10, 11, 12, 13, 14, 15, 16]));
    expect(temporalStep.schema(plan, frame.schema).columns.map((c) => c.nullable)).toEqual([true, false, false, false]);
    expect(cells(restore(plan, inner, frame), 't').map((t) => t === null)).toEqual(values.map((t) => t === null));
  });
});

describe('conditions on a moment', () => {
  const frame = stamps([...office(2000), ...new Array<null>(100).fill(null)]);
  const plan = planOf(frame);
  const inner = (value: ConditionValue) => temporalStep.conditions(plan, { t: value, other: 1 }, frame.schema);

  it('settle all parts when there is one', () => {
    const wanted = { other: 1, 't · week': 2820, 't · weekday': 2, 't · hour': 10, 't · minute': 1 };
    expect(inner('2024-01-17T10:15:00')).toEqual(wanted);
    expect(inner(Date.UTC(2024, 0, 17, 10, 15))).toEqual(wanted);
    expect(inner({ in: ['2024-01-17T10:15:00Z'] })).toEqual(wanted);
    expect(inner(null)).toEqual({ other: 1, 't · week': null });
  });

  it('bound the parts that a range, or several, share', () => {
    expect(inner({ min: '2024-02-01', max: '2024-03-01' })).toEqual({ other: 1, 't · week': { min: 2822, max: 2826 } });
    expect(inner({ min: '2024-01-17T10:00', max: '2024-01-17T12:30' })).toEqual({
      other: 1,
      't · week': 2820,
      't · weekday': 2,
      't · hour': { min: 10, max: 12 },
    });
    expect(inner({ in: ['2024-01-17T10:15', '2024-01-24T10:30'] })).toEqual({
      other: 1,
      't · week': { min: 2820, max: 2821 },
      't · weekday': 2,
      't · hour': 10,
      't · minute': { min: 1, max: 2 },
    });
    expect(inner({ in: [null, '2024-01-17T10:15'] })).toEqual({ other: 1 });
  });

  it('never forbid a row that meets them (property)', () => {
    const rows = temporalStep.apply(plan, frame);
    const column = columnOf(frame, 't') as NumericColumn;
    fc.assert(
      fc.property(fc.nat({ max: 1999 }), fc.nat({ max: 20 * DAY }), (row, width) => {
        const value = column.values[row] as number;
        if (value < plan.range[0] || value > plan.range[1]) return;
        const asked = { min: value - Math.floor(width / 3), max: value + width };
        for (const [name, condition] of Object.entries(inner(asked))) {
          if (name === 'other') continue;
          const cell = (columnOf(rows, name) as NumericColumn).values[row] as number;
          if (typeof condition === 'object') {
            const { min, max } = condition as { min: number; max: number };
            expect(cell >= min && cell <= max).toBe(true);
          } else expect(cell).toBe(condition);
        }
      }),
    );
  });

  it.each<[string, ConditionValue, RegExp]>([
    ['a moment out of range', '2031-01-01', /2024-01-0/],
    ['a range out of range', { max: '2001-01-01' }, /It generates 2024-01-0/],
    ['a moment off the grid', '2024-01-17T10:17:00', /grid/],
    ['a text that is no moment', 'soon', /YYYY-MM-DD/],
    ['proportions', { shares: { '2024-01-17': 1 } }, /one value at a time/],
  ])('refuse %s', (_, value, hint) => {
    expect(() => inner(value)).toThrow(
      expect.objectContaining({ code: 'CONDITION_INVALID', hint: expect.stringMatching(hint) as string }) as Error,
    );
  });
});
