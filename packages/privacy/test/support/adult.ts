import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RandomStream } from '@headwater/random';
import { takeRows, type Frame } from '@headwater/tables';
import { frameOf } from '../../../quality/test/support/frames';

const WHOLE = new Set(['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week']);

/** The first `most` rows of one of the Adult tables that come with the repository. */
export function adult(part: 'train' | 'holdout', most: number): Frame {
  const path = join(__dirname, '../../../../examples/adult', `adult_${part}.csv.gz`);
  const [header = '', ...lines] = gunzipSync(readFileSync(path))
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .slice(0, most + 1);
  const rows = lines.map((line) => line.split(','));
  return frameOf(
    Object.fromEntries(
      header.split(',').map((name, j) => {
        const type = WHOLE.has(name) ? 'integer' : 'category';
        return [name, { type, values: rows.map((row) => (row[j] === '' ? null : (row[j] as string))) }];
      }),
    ),
  );
}

/** Rows drawn without repetition. */
export function draw(frame: Frame, rows: number, index: number): Frame {
  return takeRows(frame, new RandomStream(77, 'test/draw', index).permutation(frame.rows).slice(0, rows));
}
