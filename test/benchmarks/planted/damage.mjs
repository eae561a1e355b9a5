// What a generator that learned badly would give: clean rows with one thing wrong, in growing sizes.
import { concatFrames, takeRows } from '@headwater/tables';
import { RandomStream } from '@headwater/random';

/** By name: what is damaged, its sizes, and the damaged rows made from { clean, donors, size, seed }. */
export const DAMAGE = {
  'dropped category': {
    what: 'rows of a level of this share of the rows are gone',
    sizes: [0.005, 0.01, 0.03, 0.1],
    make: ({ clean, donors, size }) => refilled(clean, donors, (rows) => dropped(clean, rows, 'occupation', size)),
  },
  'halved tail': {
    what: 'this share of the rows beyond the 95 % quantile of hours-per-week is gone',
    sizes: [0.25, 0.5, 0.75, 1],
    make: ({ clean, donors, size, seed }) =>
      refilled(clean, donors, (rows) => tailCut(clean, rows, 'hours-per-week', { quantile: 0.95, share: size, seed })),
  },
  'broken pair': {
    what: 'education-num of this share of the rows is that of other rows',
    sizes: [0.05, 0.1, 0.25, 1],
    make: ({ clean, size, seed }) => shuffled(clean, 'education-num', size, seed),
  },
  'amplified bias': {
    what: 'this share of the women with the higher income lose it',
    sizes: [0.1, 0.25, 0.5, 1],
    make: ({ clean, size, seed }) => biased(clean, size, seed),
  },
  'duplicated mode': {
    what: 'one row takes this share of the rows',
    sizes: [0.01, 0.02, 0.05, 0.1],
    make: ({ clean, size }) =>
      takeRows(
        clean,
        every(clean.rows, (i) => (i < size * clean.rows ? 0 : i)),
      ),
  },
};

function every(rows, of) {
  return Uint32Array.from({ length: rows }, (_, i) => of(i));
}

function column(frame, name) {
  return frame.columns.find(({ schema }) => schema.name === name);
}

/** The rows that are kept, with other real rows that are kept, too, for those that are not. */
function refilled(frame, donors, keepOf) {
  const kept = (rows) => {
    const keep = keepOf(rows);
    return takeRows(rows, every(rows.rows, (i) => i).filter(keep));
  };
  const all = concatFrames([kept(frame), kept(donors)]);
  return takeRows(
    all,
    every(Math.min(frame.rows, all.rows), (i) => i),
  );
}

/** Drops the level whose share is nearest to the given. */
function dropped(frame, rows, name, share) {
  const { codes, levels } = column(frame, name);
  const own = column(rows, name);
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const far = (level) => Math.abs(counts[level] / frame.rows - share);
  const level = [...counts.keys()].filter((l) => counts[l] > 0).sort((a, b) => far(a) - far(b))[0];
  return (row) => own.levels[own.codes[row]] !== levels[level];
}

function tailCut(frame, rows, name, { quantile, share, seed }) {
  const edge = Float64Array.from(column(frame, name).values).sort()[Math.floor(quantile * frame.rows)];
  const { values } = column(rows, name);
  const draws = new RandomStream(seed, 'planted/tail').fillUniform(new Float32Array(rows.rows));
  return (row) => values[row] <= edge || draws[row] >= share;
}

function shuffled(frame, name, share, seed) {
  const stream = new RandomStream(seed, 'planted/pair');
  const rows = stream.permutation(frame.rows).slice(0, Math.round(share * frame.rows));
  const places = every(frame.rows, (i) => i);
  rows.forEach((row, k) => (places[row] = rows[(k + 1) % rows.length]));
  const columns = frame.columns.map((one) =>
    one.schema.name === name ? takeRows({ ...frame, columns: [one] }, places).columns[0] : one,
  );
  return { ...frame, columns };
}

function biased(frame, share, seed) {
  const sex = column(frame, 'sex');
  const income = column(frame, 'income');
  const [female, high, low] = [
    sex.levels.indexOf('Female'),
    income.levels.indexOf('>50K'),
    income.levels.indexOf('<=50K'),
  ];
  const draws = new RandomStream(seed, 'planted/bias').fillUniform(new Float32Array(frame.rows));
  const codes = income.codes.map((code, i) =>
    code === high && sex.codes[i] === female && draws[i] < share ? low : code,
  );
  return { ...frame, columns: frame.columns.map((one) => (one === income ? { ...one, codes } : one)) };
}
