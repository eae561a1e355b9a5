import type { ColumnSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { isNumericType, type CategoricalColumn, type Column, type NumericColumn } from '@headwater/tables';
import { missingCategory, type CategoryCode } from './category';
import { missingCode, type Cell, type ColumnCode, type DerivedCode, type PatternCode } from './column-code';
import { firstEqual, missingNumeric, numericDecoder, type Limits, type NumericCode } from './numeric';
import { madeValues, patternMaker } from './pattern-maker';
import type { TableCode } from './table-codec';
import { physicalRange } from './physical-range';

/** What draws within codes, and made values, follow from. */
export interface DecodeRandom {
  seed: number;
  shard: number;
  /** Of all shards; none has more. */
  shardRows?: number;
  /** Rows of the shard that are drawn again, as their places in it (ascending), and for which time: 1 or more. */
  redrawn?: { attempt: number; places: ArrayLike<number> };
}

/** One code a row for each modelled column, by name. */
interface Drawn {
  values: ReadonlyMap<string, Int32Array>;
  /** Of columns modelled on two levels. */
  parts: ReadonlyMap<string, Int32Array>;
}

/** What decoded cells must keep to, whatever their code. */
export interface DecodeRules {
  /** Columns with one cell in every row. */
  fixed?: ReadonlyMap<string, Cell>;
  /** Columns with a cell given row by row; undefined leaves the row as it was drawn. */
  given?: ReadonlyMap<string, readonly (Cell | undefined)[]>;
  /** Numeric columns whose values lie between two numbers, both included. */
  limits?: ReadonlyMap<string, Limits>;
}

/** Every column of the table from the codes of the modelled ones; columns that others are read from come first. */
export function decodeColumns(
  table: TableCode,
  drawn: Drawn,
  rows: number,
  random: DecodeRandom,
  rules: DecodeRules,
): Column[] {
  const done = new Map<string, Column>();
  const byName = new Map(
    table.columns.map((code, j) => [code.name, { code, schema: table.schema.columns[j] as ColumnSchema }]),
  );
  const decode = (name: string): Column => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const { code, schema } = byName.get(name) as { code: ColumnCode; schema: ColumnSchema };
    const at = drawn.values.get(code.kind === 'derived' ? code.from : name) ?? new Int32Array(rows);
    const again = random.redrawn === undefined ? '' : `/${random.redrawn.attempt}`;
    const stream = new RandomStream(random.seed, `decode/${name}${again}`, random.shard);
    const free =
      code.kind === 'numeric'
        ? decodeNumeric(code, schema, { at, part: drawn.parts.get(name) }, stream, code.equals.map(decode), rules)
        : decodeColumn(code, schema, at, random);
    const column = withGiven(free, rules);
    done.set(name, column);
    return column;
  };
  return table.columns.map((code) => decode(code.name));
}

function decodeColumn(
  code: Exclude<ColumnCode, NumericCode>,
  schema: ColumnSchema,
  at: Int32Array,
  random: DecodeRandom,
): Column {
  switch (code.kind) {
    case 'constant':
      return repeat(schema, code.value, at.length);
    case 'derived':
      return decodeDerived(code, schema, at);
    case 'pattern':
      return decodePattern(code, schema, at, random);
    case 'category':
      return decodeCategory(code, schema, at, random);
  }
}

/** The column with the cells that the rules give in place of what was drawn. */
function withGiven(column: Column, { fixed, given }: DecodeRules): Column {
  const { schema } = column;
  const rows = column.kind === 'numeric' ? column.values.length : column.codes.length;
  const cell = fixed?.get(schema.name);
  if (cell !== undefined) return repeat(schema, cell, rows);
  const cells = given?.get(schema.name);
  if (cells === undefined) return column;
  const levels = new Dictionary(column.kind === 'categorical' ? column.levels : []);
  cells.forEach((value, i) => {
    if (value === undefined) return;
    if (column.kind === 'categorical') column.codes[i] = value === null ? -1 : levels.code(String(value));
    else if (value === null) setMissing(column, i);
    else {
      if (column.valid !== null) column.valid[i] = 1;
      column.values[i] = Number(value);
    }
  });
  return column.kind === 'categorical' ? { ...column, levels: levels.texts } : column;
}

function decodeNumeric(
  code: NumericCode,
  schema: ColumnSchema,
  { at, part }: { at: Int32Array; part: Int32Array | undefined },
  stream: RandomStream,
  equals: Column[],
  rules: DecodeRules,
): NumericColumn {
  const column = emptyNumeric(schema, at.length);
  const draw = numericDecoder(code, stream, rules.limits?.get(code.name));
  const missing = missingNumeric(code);
  const equal = firstEqual(code);
  for (let i = 0; i < at.length; i++) {
    const c = at[i] as number;
    if (c === missing) setMissing(column, i);
    else if (c < equal) column.values[i] = draw(c, part?.[i]);
    else {
      const other = equals[c - equal] as NumericColumn;
      if (other.valid !== null && other.valid[i] === 0) setMissing(column, i);
      else column.values[i] = other.values[i] as number;
    }
  }
  return column;
}

function decodeCategory(
  code: CategoryCode,
  schema: ColumnSchema,
  at: Int32Array,
  random: DecodeRandom,
): CategoricalColumn {
  const missing = missingCategory(code);
  const make = code.pooled?.made ? patternMaker(code.pooled.made, { ...random, column: code.name }) : null;
  const levels = new Dictionary(code.levels);
  const codes = at.map((c) => (c === missing ? -1 : c < code.levels.length || make === null ? c : levels.code(make())));
  return { kind: 'categorical', schema, codes, levels: levels.texts };
}

function decodePattern(code: PatternCode, schema: ColumnSchema, at: Int32Array, random: DecodeRandom): Column {
  const numeric = isNumericType(schema.type);
  const most = numeric ? physicalRange(schema.physical)[1] : undefined;
  const places = random.redrawn?.places ?? Uint32Array.from(at.keys());
  const made = madeValues(code.pattern, { ...random, column: code.name }, places, most);
  const missing = missingCode(code);
  if (numeric) {
    const column = emptyNumeric(schema, at.length);
    at.forEach((c, i) => (c === missing ? setMissing(column, i) : (column.values[i] = Number(made[i]))));
    return column;
  }
  const levels = new Dictionary([]);
  return {
    kind: 'categorical',
    schema,
    codes: at.map((c, i) => (c === missing ? -1 : levels.code(made[i] as string))),
    levels: levels.texts,
  };
}

function decodeDerived(code: DerivedCode, schema: ColumnSchema, at: Int32Array): Column {
  return fromCells(schema, code.values, at);
}

function repeat(schema: ColumnSchema, value: Cell, rows: number): Column {
  return fromCells(schema, [value], new Int32Array(rows));
}

/** `cells[at[i]]` in row i. */
function fromCells(schema: ColumnSchema, cells: readonly Cell[], at: Int32Array): Column {
  if (!isNumericType(schema.type)) {
    const levels = new Dictionary([]);
    const map = cells.map((cell) => (cell === null ? -1 : levels.code(String(cell))));
    return { kind: 'categorical', schema, codes: at.map((c) => map[c] as number), levels: levels.texts };
  }
  const column = emptyNumeric(schema, at.length);
  at.forEach((c, i) => {
    const cell = cells[c] as Cell;
    if (cell === null) setMissing(column, i);
    else column.values[i] = Number(cell);
  });
  return column;
}

function emptyNumeric(schema: ColumnSchema, rows: number): NumericColumn {
  return { kind: 'numeric', schema, values: new Float64Array(rows), valid: null };
}

function setMissing(column: NumericColumn, i: number): void {
  column.valid ??= new Uint8Array(column.values.length).fill(1);
  column.valid[i] = 0;
}

/** Texts in first-seen order, one code each. */
class Dictionary {
  readonly texts: string[] = [];
  private readonly index = new Map<string, number>();

  constructor(texts: readonly string[]) {
    texts.forEach((text) => this.code(text));
  }

  code(text: string): number {
    let code = this.index.get(text);
    if (code === undefined) {
      code = this.texts.push(text) - 1;
      this.index.set(text, code);
    }
    return code;
  }
}
