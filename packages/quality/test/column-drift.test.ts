import type { TableSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { columnDrift } from '../src';

const SCHEMA: TableSchema = {
  version: 1,
  columns: [
    { name: 'x', type: 'decimal', physical: 'float64', role: 'feature', nullable: true, written: {} },
    { name: 'kind', type: 'category', physical: 'utf8', role: 'feature', nullable: true, written: {} },
  ],
};

interface Shape {
  shift?: number;
  /** Chance of the first of eight levels beside its eighth. */
  more?: number;
  missing?: number;
}

function frame(rows: number, seed: number, { shift = 0, more = 0, missing = 0 }: Shape = {}): Frame {
  const random = new RandomStream(seed, 'drift-test');
  const values = Float64Array.from({ length: rows }, () => random.normal() + shift);
  const valid = Uint8Array.from({ length: rows }, () => (random.uniform() < missing ? 0 : 1));
  const codes = Int32Array.from({ length: rows }, () => (random.uniform() < more ? 0 : random.below(8)));
  return {
    schema: SCHEMA,
    rows,
    columns: [
      { kind: 'numeric', schema: SCHEMA.columns[0]!, values, valid },
      { kind: 'categorical', schema: SCHEMA.columns[1]!, codes, levels: [...'abcdefgh'] },
    ],
  };
}

const drifted = (before: Frame, now: Frame): string[] =>
  columnDrift(before, now)
    .filter((c) => c.drifted)
    .map((c) => c.column);

it('finds nothing between tables of one source, small or large', () => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++)
    for (const rows of [40, 400]) alarms += drifted(frame(rows, seed), frame(rows, 1000 + seed)).length;
  // The bounds hold with 95 % together for both columns; 400 pairs give 20 alarms at most, and four standard errors.
  expect(alarms).toBeLessThan(38);
});

it('finds a number that moved, a level that grew, and values that went missing', () => {
  const before = frame(2000, 1);
  expect(drifted(before, frame(2000, 2, { shift: 0.5 }))).toEqual(['x']);
  expect(drifted(before, frame(2000, 2, { more: 0.3 }))).toEqual(['kind']);
  expect(drifted(before, frame(2000, 2, { missing: 0.2 }))).toEqual(['x']);
  expect(drifted(before, frame(2000, 2, { shift: 3, more: 0.5 })).sort()).toEqual(['kind', 'x']);
});

it('says how far, and leaves alone what is there but too small to matter', () => {
  const [x] = columnDrift(frame(200_000, 1), frame(200_000, 2, { shift: 0.05 })).filter((c) => c.column === 'x');
  // Of two normal distributions a shift d apart the distance is 2 Φ(d/2) - 1.
  expect(x!.distance).toBeCloseTo(0.0199, 2);
  expect(x!.distance).toBeGreaterThan(x!.noise);
  expect(x!.drifted).toBe(false);
});

it('refuses tables of other columns', () => {
  const { columns, ...rest } = frame(50, 1);
  const schema = { ...SCHEMA.columns[0]!, name: 'y' };
  const other: Frame = { ...rest, columns: [{ ...columns[0]!, schema }, columns[1]!] };
  other.schema = { version: 1, columns: [schema, SCHEMA.columns[1]!] };
  expect(() => columnDrift(frame(50, 1), other)).toThrow(
    expect.objectContaining({ code: 'SOURCE_SCHEMA_MISMATCH' }) as Error,
  );
});
