import { resolve } from 'node:path';
import {
  HeadwaterError,
  isHeadwaterError,
  type ColumnOverride,
  type LogicalType,
  type TableSchema,
} from '@headwater/contracts';
import { fileSource, openSource, type RowSource, type Source } from '@headwater/tables';
import { say } from '../output';

type Files = Record<'real' | 'synthetic', string> & { holdout?: string };
type Overrides = Record<string, ColumnOverride>;
type Watch = Parameters<typeof openSource>[3];

/** The three tables, read with one schema. */
export interface OpenedTables {
  real: RowSource;
  holdout: RowSource;
  synthetic: RowSource;
}

/**
 * Opens the files as tables of the same columns, in the order of the real one, whose types count. Where another file
 * does not fit a type, as fractions do not fit whole numbers, the column's type is widened for all of them.
 *
 * Throws what openSource throws: SOURCE_SCHEMA_MISMATCH where columns differ by name, or by a type that nothing widens.
 */
export async function openTables(files: Files, declared: Overrides, watch: Watch): Promise<OpenedTables> {
  try {
    return await openWith(files, declared, watch);
  } catch (error) {
    if (!isHeadwaterError(error) || error.code !== 'SOURCE_SCHEMA_MISMATCH') throw error;
    const widened = await widenedTypes(files, declared, watch);
    if (Object.keys(widened).length === 0) throw error;
    for (const [name, { type }] of Object.entries(widened))
      say(`warning: column ${JSON.stringify(name)} is read as ${type}: the files differ in its type`);
    return openWith(files, merged(declared, widened), watch);
  }
}

async function openWith(files: Files, overrides: Overrides, watch: Watch): Promise<OpenedTables> {
  const open = async (path: string, like?: TableSchema): Promise<Source> => {
    const source = await openSource({ path: resolve(path), options: {} }, overrides, like, watch);
    for (const warning of source.warnings) say(`warning: ${path}: ${warning}`);
    return source;
  };
  const real = await open(files.real);
  const synthetic = await open(files.synthetic, real.schema);
  const holdout =
    files.holdout === undefined ? noRows(real.schema) : fileSource(await open(files.holdout, real.schema));
  return { real: fileSource(real), holdout, synthetic: fileSource(synthetic) };
}

function noRows(schema: TableSchema): RowSource {
  return {
    schema,
    rows: 0,
    batches: async function* () {
      // Without a holdout there is nothing to read.
    },
  };
}

/** Types that hold the values of every file, for the columns in which the files, each read alone, differ. */
async function widenedTypes(files: Files, declared: Overrides, watch: Watch): Promise<Overrides> {
  const paths = [files.real, files.synthetic, ...(files.holdout === undefined ? [] : [files.holdout])];
  const schemas: TableSchema[] = [];
  for (const path of paths)
    schemas.push((await openSource({ path: resolve(path), options: {} }, declared, undefined, watch)).schema);
  const widened: Overrides = {};
  for (const { name, type } of (schemas[0] as TableSchema).columns) {
    const types = schemas.map((schema) => schema.columns.find((column) => column.name === name)?.type);
    if (types.some((other) => other === undefined)) return {};
    const common = types.reduce<LogicalType | undefined>((a, b) => (a && b ? commonType(a, b) : undefined), type);
    if (common !== undefined && common !== type) widened[name] = { type: common };
  }
  return widened;
}

const NUMBERS: readonly LogicalType[] = ['integer', 'decimal'];
const TIMES: readonly LogicalType[] = ['date', 'timestamp'];
const WORDS: readonly LogicalType[] = ['identifier', 'text'];

/** The narrowest type that both can be read as, or undefined where only one of the two is a number or a time. */
function commonType(a: LogicalType, b: LogicalType): LogicalType | undefined {
  if (a === b) return a;
  if (NUMBERS.includes(a) && NUMBERS.includes(b)) return 'decimal';
  if (TIMES.includes(a) && TIMES.includes(b)) return 'timestamp';
  const wordsOnly = [a, b].every((type) => !NUMBERS.includes(type) && !TIMES.includes(type));
  // Whether short words are categories, booleans or texts is told by how many there are: real rows decide.
  if (wordsOnly) return WORDS.includes(a) ? a : 'category';
  // A column of few numbers may be read as words and the other way round.
  return a === 'category' || a === 'boolean' || a === 'identifier' ? (a === 'boolean' ? 'category' : a) : undefined;
}

function merged(declared: Overrides, widened: Overrides): Overrides {
  const names = [...new Set([...Object.keys(declared), ...Object.keys(widened)])];
  return Object.fromEntries(names.map((name) => [name, { ...widened[name], ...declared[name] }]));
}

/** Roles by option; refuses a column that is given two. Throws USAGE. */
export function declaredRoles(options: {
  target?: string;
  sensitive: readonly string[];
  quasiIdentifiers: readonly string[];
}): Overrides {
  const roles: Overrides = {};
  const declare = (name: string, role: NonNullable<ColumnOverride['role']>): void => {
    const before = roles[name]?.role;
    if (before !== undefined && before !== role)
      throw new HeadwaterError('USAGE', `column ${JSON.stringify(name)} is declared ${before} and ${role}`, {
        hint: 'Declare it once. Where no column is declared sensitive, the target is taken as such.',
      });
    roles[name] = { role };
  };
  if (options.target !== undefined) declare(options.target, 'target');
  for (const name of options.sensitive) declare(name, 'sensitive');
  for (const name of options.quasiIdentifiers) declare(name, 'quasi-identifier');
  return roles;
}
