import type { ColumnSchema, ConditionRange } from '@headwater/contracts';
import { isNumericType } from '@headwater/tables';
import { releasedEnds, type Limits, type NumericCode } from '../../codec/numeric';
import { cumulativeRows, shareBelow } from '../../codec/quantile-bins';
import type { TableCodec } from '../../codec/table-codec';
import { numberIn } from '../../conditions/accepts';
import { derivedCodes, requireOwnValues } from './scalar';
import { invalidCondition } from '../../conditions/values';

/** What "this column lies between" says of the codes of the column that carries it. */
export interface RangeMeaning {
  carrier: string;
  /** Codes that may be drawn, and the share of each one's rows that lies inside. */
  shares: Map<number, number>;
  /** Where values are drawn within codes: what they must keep to. */
  limits?: Limits;
}

/**
 * Bins that reach over an end count with the share of their rows inside it, so that rows follow the model's distribution
 * given the range. Codes that say "missing", "not a number" or "equals another column" are not drawn.
 * Throws CONDITION_INVALID for a column without numbers, or a range that holds none of the model's.
 */
export function rangeMeaning(codec: TableCodec, schema: ColumnSchema, range: ConditionRange): RangeMeaning {
  const { name } = schema;
  if (!isNumericType(schema.type))
    throw invalidCondition(name, `a range needs numbers or dates, and it is a ${schema.type}`, 'Use in: […].');
  const low = range.min === undefined ? -Infinity : numberIn(schema, range.min);
  const high = range.max === undefined ? Infinity : numberIn(schema, range.max);
  if (!(low <= high))
    throw invalidCondition(name, `its least value ${range.min} is above its greatest ${range.max}`, 'Swap the two.');
  const code = codec.columnCode(name);
  const inside = (value: number): boolean => value >= low && value <= high;
  if (code.kind === 'pattern')
    throw invalidCondition(name, 'its values are made anew for every row', 'Condition on another column.');
  if (code.kind === 'constant' || code.kind === 'category') {
    const value = code.kind === 'constant' && code.value !== null ? Number(code.value) : NaN;
    if (!inside(value)) throw nothingInside(name, range, null);
    return { carrier: name, shares: new Map([[0, 1]]) };
  }
  if (code.kind === 'derived') {
    const codes = derivedCodes(codec, code, (cell) => cell !== null && inside(Number(cell)));
    if (codes.length === 0) throw nothingInside(name, range, null);
    return { carrier: code.from, shares: new Map(codes.map((c) => [c, 1])) };
  }
  requireOwnValues(code, 0);
  const shares = sharesInside(code, low, high);
  if (shares.size === 0) throw nothingInside(name, range, releasedEnds(code));
  return { carrier: name, shares, limits: [low, high] };
}

function sharesInside(code: NumericCode, low: number, high: number): Map<number, number> {
  const shares = new Map<number, number>();
  code.atoms.forEach((atom, c) => {
    if (atom >= low && atom <= high) shares.set(c, 1);
  });
  code.bins.forEach((bin, b) => {
    const totals = cumulativeRows(bin);
    const share = shareBelow(bin, totals, high, true) - shareBelow(bin, totals, low, false);
    if (share > 1e-9) shares.set(code.atoms.length + b, Math.min(1, share));
  });
  return shares;
}

function nothingInside(name: string, { min, max }: ConditionRange, known: [number, number] | null) {
  const asked = `${min ?? 'the least'} to ${max ?? 'the greatest'}`;
  return invalidCondition(
    name,
    `the model generates nothing from ${asked}`,
    known === null ? 'Widen the range.' : `It generates ${known[0]} to ${known[1]}.`,
  );
}
