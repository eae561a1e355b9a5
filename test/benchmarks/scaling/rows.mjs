// Where the rows of the scaling benchmark come from, and how they are handed to the generator: made again on every pass,
// never held.
import { RandomStream } from '@headwater/random';

const CHUNK_ROWS = 65_536;
/** Levels of every category but the first, which has as many as asked for. */
export const LEVELS = 20;
export const CORRELATION = 0.5;

/**
 * A made table of alternating numbers (n0, n2, …) and categories (c1, c3, …), of rows that depend on each other in a known
 * way: all columns of a row lean on one hidden u, uniform in [0, 1).
 *  - A number is sqrt(r) sqrt(12) (u - 1/2) + sqrt(1 - r) e with standard normal e: any two correlate by r = 0.5.
 *  - A category of K levels is level floor(K v³), common levels first, where v is u in half of the rows and drawn
 *    apart in the others: any two of K levels agree in agreement(K) of the rows.
 */
export function madeTable({ rows, columns, cardinality, seed }) {
  const levels = Array.from({ length: columns }, (_, j) =>
    j % 2 === 0 ? null : levelNames(j === 1 ? cardinality : LEVELS),
  );
  const schema = { version: 1, columns: levels.map((names, j) => columnSchema(j, names === null)) };
  return {
    rows,
    schema,
    /** The rows as frames of some 65,000: each drawn from a stream of its own, all with the same dictionaries. */
    async *batches() {
      for (let start = 0, index = 0; start < rows; start += CHUNK_ROWS, index++)
        yield chunk(schema, levels, Math.min(CHUNK_ROWS, rows - start), new RandomStream(seed, 'made-rows', index));
    },
  };
}

/** The part of a request to train that says what rows to train on. */
export function trainingRows(table) {
  return { rows: table };
}

/** Share of rows in which two categories of K levels have the same number. */
export function agreement(K) {
  let same = 0;
  for (let k = 0; k < K; k++) same += (Math.cbrt((k + 1) / K) - Math.cbrt(k / K)) ** 2;
  return 1 / 4 + (3 / 4) * same;
}

function chunk(schema, levels, rows, stream) {
  const common = stream.fillUniform(new Float32Array(rows));
  const columns = levels.map((names, j) =>
    names === null ? numbers(schema.columns[j], common, stream) : categories(schema.columns[j], names, common, stream),
  );
  return { schema, rows, columns };
}

function numbers(schema, common, stream) {
  const shared = Math.sqrt(12 * CORRELATION);
  const own = Math.sqrt(1 - CORRELATION);
  const values = new Float64Array(common.length);
  for (let i = 0; i < values.length; i++) {
    const value = shared * (common[i] - 0.5) + own * stream.normal();
    values[i] = Math.round(value * 1000) / 1000;
  }
  return { kind: 'numeric', schema, values, valid: null };
}

function categories(schema, names, common, stream) {
  const draws = stream.fillUniform(new Float32Array(2 * common.length));
  const codes = new Int32Array(common.length);
  for (let i = 0; i < codes.length; i++) {
    const v = draws[2 * i] < 0.5 ? common[i] : draws[2 * i + 1];
    codes[i] = Math.floor(names.length * v ** 3);
  }
  return { kind: 'categorical', schema, codes, levels: names };
}

function levelNames(count) {
  return Array.from({ length: count }, (_, k) => `level ${k}`);
}

function columnSchema(j, isNumber) {
  const shared = { role: 'feature', nullable: false };
  return isNumber
    ? { name: `n${j}`, type: 'decimal', physical: 'float64', ...shared, written: { decimals: 3 } }
    : { name: `c${j}`, type: 'category', physical: 'utf8', ...shared, written: {} };
}
