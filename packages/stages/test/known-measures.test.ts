import type { Frame } from '@headwater/tables';
import { KNOWN_MEASURES, partsOf } from '@headwater/policy';
import { assessRows } from '../src/assess/assess-rows';
import { smallSpec } from './support/small-spec';

/** Rows of a number, two columns of levels and an identifier. */
function table(rows: number, seed: number): Frame {
  const column = (name: string, type: 'decimal' | 'category' | 'identifier', role: 'feature' | 'target' | 'id') => ({
    name,
    type,
    physical: type === 'decimal' ? ('float64' as const) : ('utf8' as const),
    role,
    nullable: false,
    written: {},
  });
  const [x, kind, outcome, id] = [
    column('x', 'decimal', 'feature'),
    column('kind', 'category', 'feature'),
    column('outcome', 'category', 'target'),
    column('id', 'identifier', 'id'),
  ];
  const each = (of: (i: number) => number): Int32Array => Int32Array.from({ length: rows }, (_, i) => of(i));
  return {
    schema: { version: 1, columns: [x, kind, outcome, id] },
    rows,
    columns: [
      {
        kind: 'numeric',
        schema: x,
        values: Float64Array.from(
          each((i) => i),
          (i) => Math.sin(i * 3 + seed),
        ),
        valid: null,
      },
      { kind: 'categorical', schema: kind, codes: each((i) => (i * 7 + seed) % 3), levels: ['a', 'b', 'c'] },
      { kind: 'categorical', schema: outcome, codes: each((i) => (i + seed) % 2), levels: ['no', 'yes'] },
      {
        kind: 'categorical',
        schema: id,
        codes: each((i) => i),
        levels: Array.from({ length: rows }, (_, i) => `${seed}/${i}`),
      },
    ],
  };
}

const rows = { train: table(200, 1), holdout: table(100, 2), synthetic: table(200, 3), notes: [] };
const { checks } = smallSpec({ name: 'known', source: { path: 'known.csv', options: {} } });

it.each(['privacy', 'quality'] as const)(
  'knows every measure that the %s stage reports, and gets every one it knows',
  async (stage) => {
    const { measures } = await assessRows(stage, rows, {
      checks: { ...checks, protected: ['kind'], segments: ['kind'] },
      report: () => undefined,
      stopRequested: () => false,
    });
    const reported = new Set(measures.map(({ name }) => partsOf(name).name));
    const known = [...KNOWN_MEASURES].filter(([, measure]) => measure.stage === stage).map(([name]) => name);
    // This one is reported only where there are shadow models.
    const expected = known.filter((name) => name !== 'shadow_membership_auc_of_release');
    expect([...reported].filter((name) => !known.includes(name))).toEqual([]);
    expect(expected.filter((name) => !reported.has(name))).toEqual([]);
    expect(measures.filter((measure) => measure.family === undefined).map(({ name }) => name)).toEqual([]);
  },
);
