import type { ColumnSchema, Constraint, InequalityConstraint, RangeConstraint } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { takeRows, type Frame } from '@headwater/tables';
import * as fc from 'fast-check';
import { brokenRows } from '../src/reshape/constraints/broken-rows';
import type { OrderPlan } from '../src/reshape/constraints/order-plan';
import { reshaped } from './inner-rows';
import { cells, frameOf, numeric, schema } from './made-tables';

const DAY = 86_400_000;

/** Kinds of columns that compare with one another, and how a value of each is drawn around `x` (0 to 1). */
const KINDS: { of: ColumnSchema; draw: (x: number) => number }[][] = [
  [
    { of: schema('i', 'integer'), draw: (x) => Math.round(40 * x) },
    { of: schema('h', 'integer'), draw: (x) => 5 * Math.round(8 * x) },
    { of: schema('d', 'decimal', { written: { decimals: 2 } }), draw: (x) => Number((40 * x).toFixed(2)) },
    { of: schema('c', 'decimal'), draw: (x) => 40 * x },
    { of: schema('s', 'decimal', { physical: 'float32' }), draw: (x) => Math.fround(40 * x) },
    { of: schema('t', 'integer', { physical: 'uint8' }), draw: (x) => Math.floor(255 * x * x) },
    { of: schema('heavy', 'decimal', { written: { decimals: 2 } }), draw: (x) => Number(Math.exp(14 * x).toFixed(2)) },
  ],
  [{ of: schema('date', 'date'), draw: (x) => 18_000 + Math.round(300 * x) }],
  [
    { of: schema('second', 'timestamp'), draw: (x) => Math.round(30 * 86_400 * x) * 1000 },
    { of: schema('midnight', 'timestamp'), draw: (x) => Math.round(30 * x) * DAY },
  ],
];

/** A table of 2 to 4 comparable columns, inequalities between them without a circle, and ranges. */
function madeTable(seed: number): { frame: Frame; rules: Constraint[] } {
  const random = new RandomStream(seed, 'orders');
  const kinds = KINDS[random.below(KINDS.length)] as (typeof KINDS)[number];
  const width = 2 + random.below(3);
  const missing = random.below(2) * 0.15;
  const columns = Array.from({ length: width }, (_, j) => {
    const { of, draw } = kinds[random.below(kinds.length)] as (typeof kinds)[number];
    return numeric(
      { ...of, name: `c${j}` },
      Array.from({ length: 300 }, () => {
        const x = draw(Math.min(1, (j + 2 * random.uniform()) / (width + 1)));
        return random.uniform() < missing ? null : x;
      }),
    );
  });
  const rules: Constraint[] = [];
  for (let high = 1; high < width; high++)
    for (let low = 0; low < high; low++)
      if (random.uniform() < 0.6 || (low === 0 && high === 1))
        rules.push({
          kind: 'inequality',
          low: `c${low}`,
          high: `c${high}`,
          strict: random.uniform() < 0.4,
        });
  const type = columns[0]?.schema.type;
  if (type !== 'date' && type !== 'timestamp' && random.uniform() < 0.6)
    rules.push(
      { kind: 'range', column: `c${random.below(width)}`, min: 1.5, strict: random.uniform() < 0.5 },
      { kind: 'inequality', low: `c${random.below(width)}`, high: 38.25 },
    );
  if (type === 'date') rules.push({ kind: 'range', column: 'c1', max: '2020-01-15', strict: true });
  return { frame: frameOf(...columns), rules };
}

function kept({ frame, rules }: ReturnType<typeof madeTable>): Frame {
  const broken = rules.map((rule) => brokenRows(frame, rule));
  const rows = Uint32Array.from({ length: frame.rows }, (_, i) => i);
  return takeRows(
    frame,
    rows.filter((i) => broken.every((b) => b[i] === 0)),
  );
}

/** The rule, said once more in the plainest words. */
function keeps(frame: Frame, rule: Constraint): boolean {
  const valuesOf = (side: string | number) =>
    typeof side === 'number' ? new Array<number>(frame.rows).fill(side) : (cells(frame, side) as (number | null)[]);
  const less = (a: number | null, b: number | null, strict = false) =>
    a === null || b === null || (strict ? a < b : a <= b);
  const { kind, strict } = rule as InequalityConstraint | RangeConstraint;
  if (kind === 'inequality') {
    const high = valuesOf((rule as InequalityConstraint).high);
    return valuesOf((rule as InequalityConstraint).low).every((a, i) => less(a, high[i] as number | null, strict));
  }
  const { column, min, max } = rule as RangeConstraint;
  const number = (bound: string | number) => (typeof bound === 'string' ? Date.parse(bound) / DAY : bound);
  return (cells(frame, column) as (number | null)[]).every(
    (x) => (min === undefined || less(number(min), x, strict)) && (max === undefined || less(x, number(max), strict)),
  );
}

describe('columns in an order', () => {
  it('come back as they were, and keep the rules whatever is drawn (property)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
        const table = madeTable(seed);
        const { rules } = table;
        const frame = kept(table);
        fc.pre(frame.rows >= 20);
        const { inner, back, made } = reshaped(frame, rules, seed);
        expect(inner.rows).toBe(frame.rows);
        for (const { name } of frame.schema.columns) {
          const was = cells(frame, name) as (number | null)[];
          const is = cells(back, name) as (number | null)[];
          const near = (x: number | null, y: number | null) =>
            x === null || y === null ? x === y : Math.abs(x - y) <= 1e-12 * Math.abs(x);
          expect(was.findIndex((x, i) => !near(x, is[i] as number | null))).toBe(-1);
        }
        for (const rule of rules) expect([rule, keeps(back, rule)]).toEqual([rule, true]);
        for (const rule of rules) expect([rule, keeps(made, rule)]).toEqual([rule, true]);
        for (const [j, column] of made.columns.entries())
          expect(column.schema).toEqual((frame.columns[j] as (typeof frame.columns)[number]).schema);
        for (const column of made.columns)
          if (column.schema.physical === 'uint8')
            expect(cells(made, column.schema.name).every((x) => Number(x) <= 255)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps whole steps of the column: ends at midnight stay at midnight', () => {
    const random = new RandomStream(3, 'nights');
    const start = Array.from({ length: 300 }, () => random.below(3000 * 86_400) * 1000);
    const frame = frameOf(
      numeric(schema('start', 'timestamp'), start),
      numeric(
        schema('end', 'timestamp'),
        start.map((t) => Math.ceil(t / DAY + random.below(9)) * DAY),
      ),
    );
    const { made, inner } = reshaped(frame, [{ kind: 'inequality', low: 'start', high: 'end' }]);
    for (const t of cells(made, 'end')) expect(Number(t) % DAY).toBe(0);
    expect(Math.max(...cells(inner, 'end above start').map(Number))).toBeLessThan(10);
  });

  it.each([
    ['the smaller one, when the greater is spread wider', [1, 1000], 1],
    ['the greater one, when the smaller is spread wider', [1000, 1], -1],
  ] as const)('keeps %s', (_, [small, large], direction) => {
    const random = new RandomStream(5, 'spread');
    const low = Array.from({ length: 400 }, () => random.uniform() * small);
    const high = low.map((x) => (small < large ? x + random.uniform() * large : 1000 + random.uniform() * large));
    const frame = frameOf(numeric(schema('low', 'decimal'), low), numeric(schema('high', 'decimal'), high));
    const [plan] = reshaped(frame, [{ kind: 'inequality', low: 'low', high: 'high' }]).plans as OrderPlan[];
    expect(plan?.direction).toBe(direction);
  });

  it('keeps values of rows where the other side is missing', () => {
    const low = Array.from({ length: 90 }, (_, i) => (i % 3 === 0 ? null : i));
    const high = Array.from({ length: 90 }, (_, i) => (i % 3 === 1 ? null : 100 + i));
    const frame = frameOf(numeric(schema('low', 'integer'), low), numeric(schema('high', 'integer'), high));
    const { back, made } = reshaped(frame, [{ kind: 'inequality', low: 'low', high: 'high' }]);
    expect([cells(back, 'low'), cells(back, 'high')]).toEqual([low, high]);
    expect(cells(made, 'high').some((x, i) => x !== null && cells(made, 'low')[i] === null)).toBe(true);
  });
});
