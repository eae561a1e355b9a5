import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { testPath } from './stage-call';

/** `rows` rows of Adult from row `from` on, as a CSV file. */
export function adultSlice(rows: number, from = 0): string {
  const packed = join(__dirname, '..', '..', '..', '..', 'examples', 'adult', 'adult_train.csv.gz');
  const [header, ...lines] = gunzipSync(readFileSync(packed)).toString('utf8').trim().split('\n');
  const path = testPath(`adult-${from}-${rows}.csv`);
  writeFileSync(path, `${[header, ...lines.slice(from, from + rows)].join('\n')}\n`);
  return path;
}
