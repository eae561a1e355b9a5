import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compareColumns, Pace } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import { attackTables, type AttackColumn, type AttackTables } from '../../src/attacks/attack-tables';
import { frameOf, unwatched } from '../../../quality/test/support/frames';

const ROOT = join(__dirname, '../../../..');
const WHOLE = new Set(['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week']);

/** Every `step`-th row from `first` on of a gzipped CSV of Adult, `most` of them. */
function adultRows(path: string, step: number, most: number, first = 0): Frame {
  const [header = '', ...lines] = gunzipSync(readFileSync(join(ROOT, path)))
    .toString('utf8')
    .trim()
    .split('\n');
  const rows = lines
    .filter((_, i) => i % step === first)
    .slice(0, most)
    .map((line) => line.trim().split(','));
  return frameOf(
    Object.fromEntries(
      header
        .trim()
        .split(',')
        .map((name, j) => {
          const type = WHOLE.has(name) ? ('integer' as const) : ('category' as const);
          return [name, { type, values: rows.map((row) => (row[j] === '' ? null : (row[j] as string))) }];
        }),
    ),
  );
}

/** The 600 training and 600 held-out rows of attacks_reference.py. */
export const train = adultRows('examples/adult/adult_train.csv.gz', 65, 600);
export const holdout = adultRows('examples/adult/adult_holdout.csv.gz', 16, 600);
/** 600 more real rows, none of them in the other two. */
export const unseen = adultRows('examples/adult/adult_holdout.csv.gz', 16, 600, 8);

/** 600 rows made by a generator trained on all of Adult's training rows. */
export function made(generator: 'headwater' | 'mostly' | 'ctgan'): Frame {
  return adultRows(`test/reference/privacy/attacks/${generator}-600.csv.gz`, 1, 600);
}

export function rowsOf(frame: Frame, from: number, to: number): Frame {
  return takeRows(
    frame,
    Array.from({ length: to - from }, (_, i) => from + i),
  );
}

/** The first rows of `clean` replaced by `planted`. */
export function planted(clean: Frame, rows: Frame): Frame {
  return concatFrames([rows, rowsOf(clean, rows.rows, clean.rows)]);
}

/** Each cell with this chance replaced by another row's cell of the same column. */
export function flipped(frame: Frame, chance: number, seed: number): Frame {
  const random = new RandomStream(seed, 'test/flipped');
  const columns = frame.columns.map((column) => {
    const from = Uint32Array.from({ length: frame.rows }, (_, i) =>
      random.uniform() < chance ? random.below(frame.rows) : i,
    );
    const alone: Frame = { schema: { version: 1, columns: [column.schema] }, rows: frame.rows, columns: [column] };
    return takeRows(alone, from).columns[0] as Frame['columns'][number];
  });
  return { ...frame, columns };
}

/** What assessPrivacy makes of the three tables. */
export function tablesOf(
  synthetic: Frame,
  seed = 1,
  real: { train: Frame; holdout: Frame } = { train, holdout },
): AttackTables {
  return attackTables({
    columns: compareColumns(real.train, real.holdout, synthetic).filter((c): c is AttackColumn => c.kind !== 'free'),
    rows: { train: real.train.rows, holdout: real.holdout.rows, synthetic: synthetic.rows },
    targets: 600,
    searched: 20_000,
    seed,
    pace: new Pace(unwatched),
  });
}
