// What a generator that memorised would give: clean rows with leaked ones among them.
import { concatFrames, takeRows } from '@headwater/tables';
import { RandomStream } from '@headwater/random';

/** Rows of a leak of changed copies: this share of the synthetic rows. */
export const CHANGED_SHARE = 0.2;
/** Rows that repeat the one outlier. */
export const OUTLIER_SHARE = 0.005;

const copied =
  (share) =>
  ({ train, clean }) => {
    const count = Math.round(share * clean.rows);
    return instead(clean, takeRows(train, first(count)));
  };

/** Copies of training rows, each cell of which is, with the given chance, one of some other real row. */
const changed =
  (chance) =>
  ({ train, clean, donors, seed }) => {
    const count = Math.round(CHANGED_SHARE * clean.rows);
    return instead(clean, withCellsOf(takeRows(train, first(count)), donors, chance, seed));
  };

/** The training row with the rarest number in the column that is most skewed, made again and again. */
const outlier = ({ train, clean }) => {
  const { values } = train.columns.find((column) => column.schema.name === 'capital-gain');
  let row = 0;
  for (let i = 1; i < train.rows; i++) if (values[i] < 99_999 && values[i] > values[row]) row = i;
  return instead(clean, takeRows(train, new Array(Math.round(OUTLIER_SHARE * clean.rows)).fill(row)));
};

/** By name: made from { train, clean (unseen real rows), donors (others still), seed }. */
export const LEAKS = {
  clean: ({ clean }) => clean,
  'copied 1 %': copied(0.01),
  'copied 5 %': copied(0.05),
  'changed 10 %': changed(0.1),
  'changed 20 %': changed(0.2),
  'changed 30 %': changed(0.3),
  'changed 50 %': changed(0.5),
  'one outlier': outlier,
};

/** `rows` in the place of as many of `clean`. */
function instead(clean, rows) {
  return concatFrames([rows, takeRows(clean, first(clean.rows - rows.rows))]);
}

function first(count) {
  return Uint32Array.from({ length: count }, (_, i) => i);
}

function withCellsOf(rows, donors, chance, seed) {
  const both = concatFrames([rows, donors]);
  const columns = both.columns.map((column, j) => {
    const stream = new RandomStream(seed, 'planted/cells', j);
    const places = Uint32Array.from({ length: rows.rows }, (_, i) =>
      stream.uniform() < chance ? rows.rows + stream.below(donors.rows) : i,
    );
    return takeRows({ schema: both.schema, rows: both.rows, columns: [column] }, places).columns[0];
  });
  return { schema: rows.schema, rows: rows.rows, columns };
}
