import * as fc from 'fast-check';
import type { ConditionValue } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { columnOf, type CategoricalColumn, type Frame } from '@headwater/tables';
import { codecOptions } from '../src/codec/options';
import { TableCodec } from '../src/codec/table-codec';
import { fitSplits } from '../src/reshape/split/fit-splits';
import { similarityGroups } from '../src/reshape/split/similarity-groups';
import { shareSlots } from '../src/reshape/split/slots';
import type { SplitPlan } from '../src/reshape/split/split-plan';
import { splitStep } from '../src/reshape/split/split-step';
import { senselessRows } from './inner-rows';
import { categorical, cells, frameOf, numeric, schema } from './made-tables';

const context = { stream: (purpose: string) => new RandomStream(1, purpose), shard: 0 };
const options = { minimumHolders: 5, categoryLevels: 64, closed: new Set<string>() };

/** `levels` towns, the first most frequent; each in a region (its number modulo 5) that four rows of five tell. */
function towns(rows: number, levels: number, seed = 1): Frame {
  const random = new RandomStream(seed, 'towns');
  const town = Array.from({ length: rows }, () => Math.floor(levels * random.uniform() ** 2));
  return frameOf(
    categorical(
      schema('town', 'category'),
      town.map((t) => (random.below(50) === 0 ? null : `Town ${t}`)),
    ),
    categorical(
      schema('region', 'category'),
      town.map((t) => 'NESWC'[random.below(5) > 0 ? t % 5 : random.below(5)] as string),
    ),
    numeric(
      schema('height', 'decimal'),
      town.map((t) => ((t * 37) % 11) + random.normal()),
    ),
  );
}

function planOf(frame: Frame, over: Partial<typeof options> = {}): SplitPlan {
  const plans = JSON.parse(JSON.stringify(fitSplits(frame, { ...options, ...over }))) as SplitPlan[];
  expect(plans).toHaveLength(1);
  return plans[0] as SplitPlan;
}
const levelsOf = (plan: SplitPlan) => plan.groups.flatMap((group) => group.levels);
const counts = (values: readonly unknown[]) =>
  values.reduce<Map<unknown, number>>((m, v) => m.set(v, (m.get(v) ?? 0) + 1), new Map());

describe('a category of many levels', () => {
  const frame = towns(8000, 300);
  const plan = planOf(frame);

  it('becomes two columns, neither wider than half of what one may be', () => {
    const inner = splitStep.apply(plan, frame);
    expect(inner.columns.map((c) => c.schema.name)).toEqual(['town · group', 'town · member', 'region', 'height']);
    expect(inner.columns.map((c) => c.schema)).toEqual(splitStep.schema(plan, frame.schema).columns);
    expect(plan.groups).toHaveLength(32);
    expect(plan.slots).toBeLessThanOrEqual(32);
  });

  it('has every level that enough rows hold, once, and no other', () => {
    const held = [...counts(cells(frame, 'town'))].filter(([town, n]) => town !== null && n >= 5).map(([town]) => town);
    expect(levelsOf(plan).sort()).toEqual(held.sort());
  });

  it('gives a level for every pair of group and slot', () => {
    for (const group of plan.groups) expect(group.slots.reduce((a, b) => a + b, 0)).toBe(plan.slots);
    const made = splitStep.restore(plan, senselessRows(splitStep.apply(plan, frame), 5000, 2), frame.schema, context);
    const known = new Set(levelsOf(plan));
    const rare = new Set(cells(frame, 'town').filter((town) => town !== null && !known.has(town as string)));
    for (const town of cells(made, 'town'))
      expect(town === null || known.has(town as string) || rare.has(town)).toBe(true);
  });

  it('comes back as it was, missing and rare values too', () => {
    const back = splitStep.restore(plan, splitStep.apply(plan, frame), frame.schema, context);
    expect(cells(back, 'town')).toEqual(cells(frame, 'town'));
    expect(back.schema).toEqual(frame.schema);
  });

  it('has groups that are alike: most of what levels say of other columns, groups say', () => {
    const inner = splitStep.apply(plan, frame);
    const region = cells(frame, 'region');
    const between = information(cells(frame, 'town'), region);
    expect(information(cells(inner, 'town · group'), region)).toBeGreaterThan(0.9 * between);
    expect(information(cells(inner, 'town · member'), region)).toBeLessThan(0.1 * between);
  });

  it('has slots of like frequency, in every group, so that the marginal is right before anything is learnt', () => {
    const inner = splitStep.apply(plan, frame);
    const group = columnOf(inner, 'town · group') as CategoricalColumn;
    const random = new RandomStream(5, 'slots');
    const member = columnOf(inner, 'town · member') as CategoricalColumn;
    const drawn: Frame = {
      ...inner,
      columns: inner.columns.map((c) =>
        c === member ? { ...member, codes: group.codes.map(() => random.below(plan.slots)) } : c,
      ),
    };
    const made = cells(splitStep.restore(plan, drawn, frame.schema, context), 'town');
    const resampled = Array.from({ length: 8000 }, () => cells0[random.below(8000)] as string | null);
    const [a, b, c] = [counts(cells0), counts(made), counts(resampled)];
    const apart = (x: typeof a, y: typeof a) =>
      [...new Set([...x.keys(), ...y.keys()])].reduce<number>(
        (s, k) => s + Math.abs((x.get(k) ?? 0) - (y.get(k) ?? 0)),
        0,
      ) / 16_000;
    expect(apart(a, b)).toBeLessThan(apart(a, c) + 0.06);
  });
  const cells0 = cells(frame, 'town');
});

it('stays one column when it has few levels that enough rows hold, is an identifier, or nearly distinct', () => {
  const few = towns(8000, 64);
  expect(fitSplits(few, options)).toEqual([]);
  const rare = towns(600, 300);
  expect(fitSplits(rare, options)).toEqual([]);
  const column = towns(8000, 300).columns[0] as CategoricalColumn;
  for (const over of [{ role: 'id' }, { type: 'identifier' }] as const)
    expect(fitSplits(frameOf({ ...column, schema: { ...column.schema, ...over } }), options)).toEqual([]);
});

it('becomes three columns where two of that width do not hold it', () => {
  const frame = towns(20_000, 1500);
  const plans = fitSplits(frame, options);
  expect(plans.map((plan) => plan.column)).toEqual(['town', 'town · member']);
  for (const plan of plans) expect(plan.groups.length).toBeLessThanOrEqual(32);
  expect(plans[1]!.slots).toBeLessThanOrEqual(32);
  const inner = plans.reduce((f, plan) => splitStep.apply(plan, f), frame);
  const once = splitStep.restore(plans[1]!, inner, splitStep.schema(plans[0]!, frame.schema), context);
  expect(cells(splitStep.restore(plans[0]!, once, frame.schema, context), 'town')).toEqual(cells(frame, 'town'));
});

it('does not depend on the order of the rows, nor on what marks its levels begin with', () => {
  const frame = towns(8000, 300);
  const column = frame.columns[0] as CategoricalColumn;
  const renamed = { ...column, levels: column.levels.map((level) => `#${level}`) };
  const plan = planOf({ ...frame, columns: [renamed, ...frame.columns.slice(1)] });
  expect(plan.mark).toBe('##');
  const order = new RandomStream(9, 'order').permutation(frame.rows);
  const shuffled: Frame = {
    ...frame,
    columns: frame.columns
      .slice(0, 1)
      .map((c) => ({ ...(c as CategoricalColumn), codes: Int32Array.from(order, (i) => column.codes[i] as number) })),
  };
  const alone = { ...frame, columns: frame.columns.slice(0, 1) };
  expect(planOf(shuffled)).toEqual(planOf(alone));
});

it('takes some level that is kept for a rare one where values may not be made', () => {
  const frame = towns(8000, 300);
  const plan = planOf(frame, { closed: new Set(['town']) });
  const known = new Set(levelsOf(plan));
  const back = cells(splitStep.restore(plan, splitStep.apply(plan, frame), frame.schema, context), 'town');
  cells(frame, 'town').forEach((town, i) => {
    if (town === null || known.has(town as string)) expect(back[i]).toBe(town);
    else expect(known.has(back[i] as string)).toBe(true);
  });
});

it('never has a rare level in the codec', () => {
  const frame = towns(8000, 300);
  const column = frame.columns[0] as CategoricalColumn;
  const secret = {
    ...column,
    levels: [...column.levels, 'Atlantis'],
    codes: column.codes.map((c, i) => (i < 3 ? column.levels.length : c)),
  };
  const table = { ...frame, columns: [secret, ...frame.columns.slice(1)] };
  const codec = TableCodec.fit(table, {
    ...codecOptions(8000, 3, { bins: 50, minimumHolders: 5 }),
    categoryLevels: 64,
  });
  expect(codec.modelled.map(({ name }) => name)).toEqual(expect.arrayContaining(['town · group', 'town · member']));
  const text = new TextDecoder().decode(codec.toBytes());
  expect(text).not.toContain('Atlantis');
  expect(TableCodec.fromBytes(codec.toBytes()).encode(table)).toEqual(codec.encode(table));
});

describe('groups and slots', () => {
  it('keep to their sizes, whatever the weights (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 5000 }), { minLength: 20, maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat({ max: 3 }),
        fc.boolean(),
        (weights, groups, room, flat) => {
          const rows = Float64Array.from(weights).sort().reverse();
          const most = Math.ceil(rows.length / groups) + room;
          const random = new RandomStream(3, 'embedding');
          const dimensions = flat ? 0 : 3;
          const values = Float64Array.from({ length: rows.length * dimensions }, () => random.normal());
          const all = Int32Array.from(rows, (_, k) => k);
          const parts = similarityGroups(all, rows, { dimensions, values }, groups, most);
          expect(parts).toHaveLength(groups);
          expect(parts.flatMap((part) => [...part]).sort((a, b) => a - b)).toEqual([...all]);
          for (const part of parts) {
            expect(part.length >= 1 && part.length <= most).toBe(true);
            const slots = shareSlots(
              Array.from(part, (k) => rows[k] as number),
              most,
            );
            expect(slots.reduce((a, b) => a + b, 0)).toBe(most);
            expect(Math.min(...slots)).toBeGreaterThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('share slots as Webster does', () => {
    // 53 000, 24 000 and 23 000 votes for 7 seats: the textbook's 3, 2, 2 of highest averages by odd divisors.
    expect(shareSlots([53, 24, 23], 7)).toEqual([3, 2, 2]);
    expect(shareSlots([900, 1, 1], 5)).toEqual([3, 1, 1]);
  });
});

describe('conditions on it', () => {
  const frame = towns(8000, 300);
  const plan = planOf(frame);
  const inner = (value: ConditionValue) => splitStep.conditions(plan, { town: value, height: 1 }, frame.schema);
  const made = splitStep.apply(plan, frame);

  it('settle group and slots for one value, and allow no row of another', () => {
    for (const town of ['Town 0', 'Town 17', 'Town 250']) {
      const { 'town · group': group, 'town · member': member = null, height } = inner(town);
      expect(height).toBe(1);
      const slots = member === null ? null : typeof member === 'object' ? (member as { in: string[] }).in : [member];
      const groups = cells(made, 'town · group');
      const members = cells(made, 'town · member');
      cells(frame, 'town').forEach((cell, i) =>
        expect(groups[i] === group && (slots === null || slots.includes(members[i] as string))).toBe(cell === town),
      );
    }
    expect(inner(null)).toEqual({ height: 1, 'town · group': null });
  });

  it('name the groups of several', () => {
    const { 'town · group': groups } = inner({ in: ['Town 3', 'Town 250', null] });
    expect(groups).toEqual({ in: [inner('Town 3')['town · group'], inner('Town 250')['town · group'], null] });
    expect(inner({ in: ['Town 3'] })).toEqual(inner('Town 3'));
  });

  it.each<[string, ConditionValue, RegExp]>([
    ['an unknown value', 'Twon 3', /Did you mean "Town 3"/],
    ['a strange value', 'x'.repeat(40), /enough training rows/],
    ['one unknown of several', { in: ['Town 3', 'Atlantis, deep in the sea'] }, /enough training rows/],
    ['a range', { min: 3 }, /`in`|in: /],
    ['proportions', { shares: { 'Town 3': 1 } }, /for itself/],
  ])('refuse %s', (_, value, hint) => {
    expect(() => inner(value)).toThrow(
      expect.objectContaining({ code: 'CONDITION_INVALID', hint: expect.stringMatching(hint) as string }) as Error,
    );
  });
});

/** Mutual information in nats, less what chance makes of it (Miller and Madow). */
function information(a: readonly unknown[], b: readonly unknown[]): number {
  const [x, y, xy] = [counts(a), counts(b), counts(a.map((v, i) => `${String(v)}|${String(b[i])}`))];
  return [...xy].reduce(
    (sum, [key, n]) => {
      const [k, l] = (key as string).split('|') as [string, string];
      const of = (m: Map<unknown, number>, value: string) => m.get(value === 'null' ? null : value) as number;
      return sum + (n / a.length) * Math.log((n * a.length) / (of(x, k) * of(y, l)));
    },
    -((x.size - 1) * (y.size - 1)) / (2 * a.length),
  );
}
