import type { Measure } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { assessQuality } from '../src';
import { unwatched } from './support/frames';

/** 120 rows of one number column, one of levels that follow it, and what else is asked for. */
function table(rows: number, seed: number, columns: readonly ('number' | 'level')[]): Frame {
  const schemas = columns.map((kind, j) => ({
    name: `${kind}${j}`,
    type: kind === 'number' ? ('decimal' as const) : ('category' as const),
    physical: kind === 'number' ? ('float64' as const) : ('utf8' as const),
    role: 'feature' as const,
    nullable: false,
    written: {},
  }));
  return {
    schema: { version: 1, columns: schemas },
    rows,
    columns: schemas.map((schema, j) =>
      schema.type === 'decimal'
        ? {
            kind: 'numeric',
            schema,
            values: Float64Array.from({ length: rows }, (_, i) => Math.sin(i * 7 + seed) * (j + 1)),
            valid: null,
          }
        : {
            kind: 'categorical',
            schema,
            codes: Int32Array.from({ length: rows }, (_, i) => (i * 5 + seed) % 3),
            levels: ['a', 'b', 'c'],
          },
    ),
  };
}

async function marks(columns: readonly ('number' | 'level')[], more: object = {}): Promise<Map<string, Measure>> {
  const { measures } = await assessQuality({
    train: table(120, 1, columns),
    holdout: table(60, 2, columns),
    synthetic: table(120, 3, columns),
    sampleRows: 500,
    seed: 1,
    ...more,
    ...unwatched,
  });
  return new Map(measures.map((measure) => [measure.name, measure]));
}

test('what the training rows or the declarations rule out is marked as not applicable, and has no score', async () => {
  const found = await marks(['number']);
  const ruledOut = [...found.values()].filter((m) => m.notApplicable).map((m) => m.name);
  expect(ruledOut).toEqual(
    expect.arrayContaining([
      'column_pair_trends',
      'tv_complement',
      'category_coverage',
      'entropy_ratio',
      'key_uniqueness',
      'log_likelihood',
      'tstr_auc',
      'tstr_r2',
      'representation_distance',
      'bias_amplification',
    ]),
  );
  for (const name of ruledOut)
    expect(found.get(name)).toMatchObject({ score: null, reason: expect.any(String) as string });
  for (const name of ['column_shapes', 'range_coverage', 'tail_coverage']) expect(ruledOut).not.toContain(name);
});

test('the measures of the other kind of target are not applicable, those of its own kind are', async () => {
  const numbers = await marks(['number', 'level'], { target: 'number0' });
  expect(numbers.get('tstr_r2')?.notApplicable).toBeUndefined();
  expect(numbers.get('tstr_auc')?.notApplicable).toBe(true);
  const classes = await marks(['number', 'level'], { target: 'level1' });
  expect(classes.get('tstr_auc')?.notApplicable).toBeUndefined();
  expect(classes.get('tstr_r2')?.notApplicable).toBe(true);
});

test('what only the synthetic rows lack has failed', async () => {
  const columns = ['number', 'level'] as const;
  const found = await marks(columns, { synthetic: table(0, 3, columns), target: 'level1' });
  for (const name of ['column_shapes', 'tstr_auc', 'two_sample_auc'])
    expect(found.get(name)).toMatchObject({ score: null });
  expect(
    [...found.values()].filter((m) => m.notApplicable && /shapes|coverage|tstr_auc|two_sample/.test(m.name)),
  ).toEqual([]);
});
