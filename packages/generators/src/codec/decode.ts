import type { ColumnSchema } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { isNumericType, type CategoricalColumn, type Column, type NumericColumn } from '@headwater/tables';
import { missingCategory, type CategoryCode } from './category';
import { missingCode, type Cell, type ColumnCode, type DerivedCode, type PatternCode } from './column-code';
import { firstEqual, missingNumeric, numericDecoder, type NumericCode } from './numeric';
import { patternMaker } from './pattern';
import type { TableCode } from './table-codec';

interface Random {
  seed: number;
  shard: number;
}

/** Every column of the table from the codes of the modelled ones; columns that others are read from come first. */
export function decodeColumns(
  table: TableCode,
  codes: ReadonlyMap<string, Int32Array>,
  rows: number,
  random: Random,
  fixed: ReadonlyMap<string, Cell>,
): Column[] {
  const done = new Map<string, Column>();
  const byName = new Map(
    table.columns.map((code, j) => [code.name, { code, schema: table.schema.columns[j] as ColumnSchema }]),
  );
  const decode = (name: string): Column => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const { code, schema } = byName.get(name) as { code: ColumnCode; schema: ColumnSchema };
    const at = codes.get(code.kind === 'derived' ? code.from : name) ?? new Int32Array(rows);
    const stream = new RandomStream(random.seed, `decode/${name}`, random.shard);
    const column = fixed.has(name)
      ? repeat(schema, fixed.get(name) as Cell, rows)
      : decodeColumn(code, schema, at, stream, random.shard, decode);
    done.set(name, column);
    return column;
  };
  return table.columns.map((code) => decode(code.name));
}

function decodeColumn(
  code: ColumnCode,
  schema: ColumnSchema,
  at: Int32Array,
  stream: RandomStream,
  shard: number,
  other: (name: string) => Column,
): Column {
  switch (code.kind) {
    case 'constant':
      return repeat(schema, code.value, at.length);
    case 'derived':
      return decodeDerived(code, schema, at);
    case 'pattern':
      return decodePattern(code, schema, at, stream, shard);
    case 'category':
      return decodeCategory(code, schema, at, stream, shard);
    case 'numeric':
      return decodeNumeric(code, schema, at, stream, code.equals.map(other));
  }
}

function decodeNumeric(
  code: NumericCode,
  schema: ColumnSchema,
  at: Int32Array,
  stream: RandomStream,
  equals: Column[],
): NumericColumn {
  const column = emptyNumeric(schema, at.length);
  const draw = numericDecoder(code, stream);
  const missing = missingNumeric(code);
  const equal = firstEqual(code);
  for (let i = 0; i < at.length; i++) {
    const c = at[i] as number;
    if (c === missing) setMissing(column, i);
    else if (c < equal) column.values[i] = draw(c);
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
  stream: RandomStream,
  shard: number,
): CategoricalColumn {
  const missing = missingCategory(code);
  const make = code.pooled?.made ? patternMaker(code.pooled.made, stream, shard) : null;
  const levels = new Dictionary(code.levels);
  const codes = at.map((c) => (c === missing ? -1 : c < code.levels.length || make === null ? c : levels.code(make())));
  return { kind: 'categorical', schema, codes, levels: levels.texts };
}

function decodePattern(
  code: PatternCode,
  schema: ColumnSchema,
  at: Int32Array,
  stream: RandomStream,
  shard: number,
): Column {
  const make = patternMaker(code.pattern, stream, shard);
  const missing = missingCode(code);
  if (isNumericType(schema.type)) {
    const column = emptyNumeric(schema, at.length);
    at.forEach((c, i) => (c === missing ? setMissing(column, i) : (column.values[i] = Number(make()))));
    return column;
  }
  const levels = new Dictionary([]);
  return {
    kind: 'categorical',
    schema,
    codes: at.map((c) => (c === missing ? -1 : levels.code(make()))),
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
