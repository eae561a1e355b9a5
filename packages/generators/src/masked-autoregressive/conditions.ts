import { HeadwaterError, type ConditionValue } from '@headwater/contracts';
import { isNumericType } from '@headwater/tables';
import type { CategoryCode } from '../codec/category';
import { missingCode, type Cell, type DerivedCode } from '../codec/column-code';
import { numericEncoder, temporalValue, type NumericCode } from '../codec/numeric';
import type { TableCodec } from '../codec/table-codec';
import { nearestName } from '../nearest-name';
import type { Layout } from './layout';

/** Conditions in the sampler's terms. */
export interface Restriction {
  /** Code of a modelled column (by index) that every row must have. */
  forced: ReadonlyMap<number, number>;
  /** Modelled columns of which several codes are allowed. */
  narrowed: readonly number[];
  /** [W]: 0 for codes that may be drawn, FORBIDDEN for others. */
  allowed: Float32Array;
  /** Columns whose cell is given, whatever is drawn within the code. */
  fixed: ReadonlyMap<string, Cell>;
}

const FORBIDDEN = -1e9;

/** What one condition says: the codes a modelled column may have, and the cell to write. */
interface Meaning {
  column: string;
  codes: number[];
  cell?: Cell;
}

/**
 * Translates conditions; codes that must never be drawn are forbidden beside. Rows follow the model's distribution given
 * all conditions exactly, except where two columns are each narrowed to several codes (through derived columns): then
 * the first drawn does not know of the second's.
 * Throws CONDITION_INVALID for an unknown column, a value the model cannot produce, or conditions that contradict.
 */
export function restrict(
  codec: TableCodec,
  layout: Layout,
  conditions: Readonly<Record<string, ConditionValue>>,
): Restriction {
  const allowed = new Float32Array(layout.total);
  const left = new Map<number, number[]>();
  const fixed = new Map<string, Cell>();
  for (const [name, value] of Object.entries(conditions)) {
    const meaning = meaningOf(codec, name, value);
    if (meaning.cell !== undefined) fixed.set(name, meaning.cell);
    const index = codec.modelled.findIndex((m) => m.name === meaning.column);
    if (index < 0) continue;
    const before = left.get(index);
    const codes = before === undefined ? meaning.codes : meaning.codes.filter((c) => before.includes(c));
    if (codes.length === 0)
      throw invalid(name, 'it contradicts another condition: no training row has both', 'Drop one of the two.');
    left.set(index, codes);
  }
  for (const { index, code } of codec.withheld()) allowed[(layout.offsets[index] as number) + code] = FORBIDDEN;
  const forced = new Map<number, number>();
  for (const [index, codes] of left) {
    if (codes.length === 1) forced.set(index, codes[0] as number);
    for (let c = 0; c < (layout.widths[index] as number); c++)
      if (!codes.includes(c)) allowed[(layout.offsets[index] as number) + c] = FORBIDDEN;
  }
  return { forced, narrowed: [...left.keys()].filter((index) => !forced.has(index)), allowed, fixed };
}

function meaningOf(codec: TableCodec, name: string, value: ConditionValue): Meaning {
  const names = codec.code.columns.map((c) => c.name);
  if (!names.includes(name)) {
    const near = nearestName(name, names);
    throw invalid(
      name,
      'there is no such column',
      near === null ? `Columns: ${names.slice(0, 20).join(', ')}.` : `Did you mean ${near}?`,
    );
  }
  const code = codec.columnCode(name);
  if (code.kind === 'derived') return derivedMeaning(codec, code, value);
  if (code.kind === 'constant') {
    if (!sameCell(codec, name, code.value, value))
      throw invalid(name, 'it has one value in every row, and not this one', 'Drop the condition.');
    return { column: name, codes: [0] };
  }
  if (value === null) {
    const missing = missingCode(code);
    if (missing === null) throw invalid(name, 'it is missing in no training row', 'Give a value.');
    return { column: name, codes: [missing], cell: null };
  }
  if (code.kind === 'pattern')
    throw invalid(name, 'its values are made anew for every row', 'Condition on another column, or on null.');
  return code.kind === 'category' ? categoryMeaning(codec, code, value) : numericMeaning(codec, code, value);
}

function categoryMeaning(codec: TableCodec, code: CategoryCode, value: string | number | boolean): Meaning {
  const text = categoryText(codec, code.name, value);
  const at = code.levels.indexOf(text);
  if (at >= 0) return { column: code.name, codes: [at], cell: text };
  const near = nearestName(text, code.levels);
  const hint =
    near !== null
      ? `Did you mean ${JSON.stringify(near)}?`
      : `Values: ${code.levels
          .slice(0, 12)
          .map((l) => JSON.stringify(l))
          .join(', ')}${code.levels.length > 12 ? ', …' : '.'}`;
  throw invalid(code.name, `the model has no value ${JSON.stringify(value)}`, hint);
}

/** A boolean is written in the source's words. */
function categoryText(codec: TableCodec, name: string, value: string | number | boolean): string {
  const { type, written } = schemaOf(codec, name);
  if (type !== 'boolean') return String(value);
  const asked = String(value).toLowerCase();
  if (value === true || asked === 'true' || asked === written.trueText?.toLowerCase())
    return written.trueText ?? 'true';
  if (value === false || asked === 'false' || asked === written.falseText?.toLowerCase())
    return written.falseText ?? 'false';
  return String(value);
}

function numericMeaning(codec: TableCodec, code: NumericCode, value: string | number | boolean): Meaning {
  const number = numberOf(codec, code.name, value);
  if (number === null)
    throw invalid(
      code.name,
      `${JSON.stringify(value)} is not a value of its type (${schemaOf(codec, code.name).type})`,
      'Give a number, or a date as YYYY-MM-DD.',
    );
  if (code.range === null && Number.isFinite(number))
    throw invalid(
      code.name,
      'the model has no values of its own for it',
      `Condition on ${code.equals[0] ?? 'another column'} instead.`,
    );
  if (code.range !== null && (number < code.range[0] || number > code.range[1])) {
    throw invalid(
      code.name,
      `${JSON.stringify(value)} is outside what the model generates`,
      `It generates ${code.range[0]} to ${code.range[1]}.`,
    );
  }
  const at = numericEncoder(code)(number);
  if (at === null) throw invalid(code.name, `no training row has ${JSON.stringify(value)}`, 'Give a finite number.');
  return { column: code.name, codes: [at], cell: Number.isFinite(number) ? number : String(number) };
}

function numberOf(codec: TableCodec, name: string, value: string | number | boolean): number | null {
  const schema = schemaOf(codec, name);
  if (typeof value === 'number') return schema.type === 'decimal' || Number.isInteger(value) ? value : null;
  if (typeof value === 'boolean') return null;
  if (schema.type === 'date' || schema.type === 'timestamp') return temporalValue(schema, value);
  const number = value.trim() === '' ? NaN : Number(value);
  if (Number.isNaN(number)) return value === 'NaN' ? NaN : null;
  return schema.type === 'decimal' || Number.isInteger(number) ? number : null;
}

function derivedMeaning(codec: TableCodec, code: DerivedCode, value: ConditionValue): Meaning {
  const withheld = codec
    .withheld()
    .filter(({ index }) => codec.modelled[index]?.name === code.from)
    .map((w) => w.code);
  const codes = code.values.flatMap((cell, c) =>
    !withheld.includes(c) && sameCell(codec, code.name, cell, value) ? [c] : [],
  );
  if (codes.length === 0)
    throw invalid(
      code.name,
      `the model has no value ${JSON.stringify(value)}`,
      `It follows from ${code.from}: condition on that.`,
    );
  return { column: code.from, codes };
}

function sameCell(codec: TableCodec, name: string, cell: Cell, value: ConditionValue): boolean {
  if (cell === null || value === null) return cell === value;
  if (!isNumericType(schemaOf(codec, name).type)) return cell === categoryText(codec, name, value);
  const number = numberOf(codec, name, value);
  return number !== null && Object.is(Number(cell), number + 0);
}

function schemaOf(codec: TableCodec, name: string) {
  const found = codec.code.schema.columns.find((c) => c.name === name);
  if (found === undefined) throw new RangeError(`conditions: no column ${name}`);
  return found;
}

function invalid(name: string, what: string, hint: string): HeadwaterError {
  return new HeadwaterError('CONDITION_INVALID', `the condition on ${JSON.stringify(name)} cannot be met: ${what}`, {
    hint,
    where: name,
  });
}
