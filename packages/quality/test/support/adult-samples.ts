import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Frame } from '@headwater/tables';
import { frameOf, type Cell, type ColumnData } from './frames';

const FOLDER = join(__dirname, '../../../../test/reference/quality/utility');
const NUMBERS = ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'];

/** 1,000 rows of Adult, or made from it by one of three generators; an empty field is missing. */
export function adultSample(name: 'train' | 'holdout' | 'headwater' | 'mostly' | 'ctgan'): Frame {
  return frameOf(adultData(name));
}

/** The same as cells by column, to be changed. */
export function adultData(name: Parameters<typeof adultSample>[0]): Record<string, ColumnData> {
  const text = gunzipSync(readFileSync(join(FOLDER, `${name}.csv.gz`))).toString();
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return Object.fromEntries(
    header.map((column, j): [string, ColumnData] => {
      const numeric = NUMBERS.includes(column);
      const cell = (value: string): Cell => (value === '' ? null : numeric ? Number(value) : value);
      return [column, { type: numeric ? 'integer' : 'category', values: rows.map((row) => cell(row[j] ?? '')) }];
    }),
  );
}
