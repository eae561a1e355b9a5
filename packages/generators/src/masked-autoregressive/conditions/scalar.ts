import type { ColumnSchema, ConditionScalar } from '@headwater/contracts';
import type { CategoryCode } from '../../codec/category';
import { missingCode, type Cell, type DerivedCode } from '../../codec/column-code';
import { numericEncoder, releasedEnds, type NumericCode } from '../../codec/numeric';
import type { TableCodec } from '../../codec/table-codec';
import { numberIn } from '../../conditions/accepts';
import { nearestName } from '../../nearest-name';
import { categoryText, invalidCondition, sameCell } from '../../conditions/values';

/** What "this column has that value" says of the codes of the column that carries it. */
export interface ScalarMeaning {
  /** The column with codes of its own: the determinant, for one that follows from it. */
  carrier: string;
  codes: number[];
  /** The cell to write whatever is drawn within the code; absent where the code settles it. */
  cell?: Cell;
}

/** Throws CONDITION_INVALID for a value the model cannot produce. */
export function scalarMeaning(codec: TableCodec, schema: ColumnSchema, value: ConditionScalar): ScalarMeaning {
  const { name } = schema;
  const code = codec.columnCode(name);
  if (code.kind === 'derived') return derivedMeaning(codec, schema, code, value);
  if (code.kind === 'constant') {
    if (!sameCell(schema, code.value, value))
      throw invalidCondition(name, 'it has one value in every row, and not this one', 'Drop the condition.');
    return { carrier: name, codes: [0] };
  }
  if (value === null) {
    const missing = missingCode(code);
    if (missing === null) throw invalidCondition(name, 'it is missing in no training row', 'Give a value.');
    return { carrier: name, codes: [missing], cell: null };
  }
  if (code.kind === 'pattern')
    throw invalidCondition(
      name,
      'its values are made anew for every row',
      'Condition on another column, or on null where it may be missing.',
    );
  return code.kind === 'category' ? categoryMeaning(schema, code, value) : numericMeaning(schema, code, value);
}

function categoryMeaning(schema: ColumnSchema, code: CategoryCode, value: string | number | boolean): ScalarMeaning {
  const text = categoryText(schema, value);
  const at = code.levels.indexOf(text);
  if (at >= 0) return { carrier: code.name, codes: [at], cell: text };
  const near = nearestName(text, code.levels);
  const few = code.levels.slice(0, 12).map((level) => JSON.stringify(level));
  throw invalidCondition(
    code.name,
    `the model has no value ${JSON.stringify(value)}`,
    near !== null
      ? `Did you mean ${JSON.stringify(near)}?`
      : `Values: ${few.join(', ')}${code.levels.length > few.length ? ', …' : '.'}`,
  );
}

function numericMeaning(schema: ColumnSchema, code: NumericCode, value: string | number | boolean): ScalarMeaning {
  const number = numberIn(schema, value);
  requireOwnValues(code, number);
  const ends = releasedEnds(code);
  if (ends !== null && (number < ends[0] || number > ends[1])) {
    throw invalidCondition(
      code.name,
      `${JSON.stringify(value)} is outside what the model generates`,
      `It generates ${ends[0]} to ${ends[1]}.`,
    );
  }
  const at = numericEncoder(code)(number);
  if (at === null)
    throw invalidCondition(code.name, `no training row has ${JSON.stringify(value)}`, 'Give a finite number.');
  return { carrier: code.name, codes: [at], cell: Number.isFinite(number) ? number : String(number) };
}

/** Throws CONDITION_INVALID when all the column's numbers are other columns'. */
export function requireOwnValues(code: NumericCode, number: number): void {
  if (code.range !== null || !Number.isFinite(number)) return;
  throw invalidCondition(
    code.name,
    'the model has no values of its own for it',
    `Condition on ${code.equals[0] ?? 'another column'} instead.`,
  );
}

function derivedMeaning(
  codec: TableCodec,
  schema: ColumnSchema,
  code: DerivedCode,
  value: ConditionScalar,
): ScalarMeaning {
  const codes = derivedCodes(codec, code, (cell) => sameCell(schema, cell, value));
  if (codes.length > 0) return { carrier: code.from, codes };
  throw invalidCondition(
    schema.name,
    `the model has no value ${JSON.stringify(value)}`,
    `It follows from ${code.from}: condition on that.`,
  );
}

/** Codes of the determinant that may be drawn and give a cell that is wanted. */
export function derivedCodes(codec: TableCodec, code: DerivedCode, wanted: (cell: Cell) => boolean): number[] {
  const withheld = codec
    .withheld()
    .filter(({ index }) => codec.modelled[index]?.name === code.from)
    .map((w) => w.code);
  return code.values.flatMap((cell, c) => (!withheld.includes(c) && wanted(cell) ? [c] : []));
}
