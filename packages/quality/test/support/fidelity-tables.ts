import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { LogicalType, Measure, PhysicalType } from '@headwater/contracts';
import type { Frame } from '@headwater/tables';
import { frameOf, type Cell, type ColumnData } from './frames';

export const FOLDER = join(__dirname, '../../../../test/reference/quality');
const WHOLE = ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'];

export const OTHERS = ['holdout', 'headwater', 'ctgan', 'mostly'] as const;
export type Other = (typeof OTHERS)[number];
export type Accuracy = Record<'univariate' | 'bivariate' | 'trivariate', { score: number; max: number }> & {
  columns: Record<string, [number, number]>;
};

export interface Expected {
  adult: Record<Other, Record<'diagnostic' | 'neighbours' | 'collapse', Record<string, number>> & { columns: Scores }>;
  tables: Record<'clinic' | 'corner', Scores>;
  accuracy: Record<Other, Accuracy>;
  train_mean_pairwise_distance: number;
  trends: { points: [number, number][]; slope: number; interval: [number, number] }[];
  student: [number, number, number][];
}
type Scores = Record<string, Record<string, number | null>>;

export const expected = JSON.parse(readFileSync(join(FOLDER, 'fidelity/expected.json'), 'utf8')) as Expected;

/** 600 rows of the adult table: real ones, or those that a generator made. */
export function adultSample(name: Other | 'train'): Frame {
  const text = gunzipSync(readFileSync(join(FOLDER, 'fidelity', `${name}.csv.gz`))).toString('utf8');
  const [header = [], ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return frameOf(
    Object.fromEntries(
      header.map((column, j): [string, ColumnData] => {
        const cells = rows.map((row) => row[j] || null);
        if (!WHOLE.includes(column)) return [column, { type: 'category', values: cells }];
        return [column, { type: 'integer', values: cells.map((cell) => (cell === null ? null : Number(cell))) }];
      }),
    ),
  );
}

interface Stored {
  columns: { name: string; type: LogicalType; physical: PhysicalType; real: Cell[]; synthetic: Cell[] }[];
}

/** A table of the SDMetrics references. */
export function storedTable(name: 'clinic' | 'corner', side: 'real' | 'synthetic'): Frame {
  const { columns } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Stored;
  return frameOf(
    Object.fromEntries(columns.map((c) => [c.name, { type: c.type, physical: c.physical, values: c[side] }])),
  );
}

export function named(measures: readonly Measure[], name: string): Measure {
  const found = measures.find((m) => m.name === name);
  if (found === undefined) throw new Error(`no measure ${name} among ${measures.map((m) => m.name).join(', ')}`);
  return found;
}
