import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { frameFromBatches, openSource } from '@headwater/tables';
import { UsageError } from './options.mjs';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const months = (prefix) => [1, 2, 3, 4, 5, 6].map((month) => `${prefix}${month}`);

/**
 * What is known of the tables: which columns are numbers (all others are categories, whatever their values look like),
 * the column to predict, and pairs of columns of which one determines the other.
 */
export const TABLES = {
  adult: {
    numeric: ['age', 'fnlwgt', 'education-num', 'capital-gain', 'capital-loss', 'hours-per-week'],
    target: 'income',
    determined: ['education:education-num', 'education-num:education'],
  },
  credit_default: {
    numeric: ['LIMIT_BAL', 'AGE', ...months('BILL_AMT'), ...months('PAY_AMT')],
    target: 'default_next_month',
    determined: [],
  },
  online_shoppers: {
    numeric: [
      ...['Administrative', 'Informational', 'ProductRelated'].flatMap((page) => [page, `${page}_Duration`]),
      'BounceRates',
      'ExitRates',
      'PageValues',
      'SpecialDay',
    ],
    target: 'Revenue',
    determined: [],
  },
  heart: { numeric: ['age', 'trestbps', 'chol', 'thalach', 'oldpeak'], target: 'num', determined: [] },
};

/**
 * The tables asked for that `folder` holds as NAME_train.csv and NAME_holdout.csv; without a folder, Adult from the
 * examples. Each is { name, train, holdout, numeric, target, determined } with paths of plain CSV files; those of the
 * examples are unpacked into `work`. `rows` cuts the training file to its first so many rows.
 */
export function findTables({ folder, names, work, rows = null }) {
  const wanted = names ?? Object.keys(TABLES);
  const unknown = wanted.find((name) => TABLES[name] === undefined);
  if (unknown !== undefined)
    throw new UsageError(`There is no table ${unknown}. There are: ${Object.keys(TABLES).join(', ')}.`);
  const found = wanted.flatMap((name) => {
    const parts = ['train', 'holdout'].map((part) =>
      plainCsv(folder, name, part, work, part === 'train' ? rows : null),
    );
    return parts.includes(null) ? [] : [{ name, train: parts[0], holdout: parts[1], ...TABLES[name] }];
  });
  if (found.length > 0) return found;
  throw new UsageError(
    `No NAME_train.csv with its NAME_holdout.csv in ${folder ?? examples} for: ${wanted.join(', ')}.`,
  );
}

function plainCsv(folder, name, part, work, rows) {
  const file = `${name}_${part}.csv`;
  const path = folder === undefined ? join(examples, name, `${file}.gz`) : join(folder, file);
  if (!existsSync(path)) return null;
  if (folder !== undefined && rows === null) return path;
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  mkdirSync(work, { recursive: true });
  const unpacked = join(work, rows === null ? file : `${name}_${part}_${rows}.csv`);
  // None of these tables has a line break inside a cell.
  writeFileSync(unpacked, rows === null ? text : `${text.split('\n', rows + 1).join('\n')}\n`);
  return unpacked;
}

/**
 * Reads a CSV file as a frame. With `numeric`, all other columns are categories and those are numbers; without it the
 * columns' types are inferred. `target` is declared as such. `like` gives the schema outright.
 */
export async function readFrame(path, { numeric = null, target, like } = {}) {
  const open = (overrides) => openSource({ path, options: {} }, overrides, like);
  const role = target === undefined ? {} : { [target]: { role: 'target' } };
  if (numeric === null || like !== undefined) return frameOf(await open(like === undefined ? role : {}));
  const { schema } = await open({});
  const overrides = schema.columns.flatMap(({ name, type }) => {
    if (!numeric.includes(name)) return [[name, { type: 'category' }]];
    return type === 'integer' || type === 'decimal' ? [] : [[name, { type: 'decimal' }]];
  });
  const typed = Object.fromEntries(overrides);
  return frameOf(
    await open(target === undefined ? typed : { ...typed, [target]: { ...typed[target], role: 'target' } }),
  );
}

function frameOf(source) {
  return frameFromBatches(source.schema, source.batches());
}
