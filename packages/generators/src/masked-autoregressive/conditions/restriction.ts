import type {
  ColumnSchema,
  ConditionChoice,
  ConditionScalar,
  ConditionShares,
  ConditionValue,
} from '@headwater/contracts';
import type { Cell } from '../../codec/column-code';
import type { Limits } from '../../codec/numeric';
import type { TableCodec } from '../../codec/table-codec';
import { drawable, FORBIDDEN } from '../drawable';
import type { Layout } from '../layout';
import { rangeMeaning } from './range';
import { scalarMeaning } from './scalar';
import { invalidCondition } from '../../conditions/values';

/** A column whose values are given out to rows in asked proportions. */
export interface Quota {
  /** Of the layout. */
  column: number;
  name: string;
  parts: { code: number; share: number; cell: Cell | undefined }[];
}

/** Conditions in the sampler's terms. */
export interface Restriction {
  /** Code of a modelled column (by index) that every row must have. */
  forced: ReadonlyMap<number, number>;
  quotas: readonly Quota[];
  /** Modelled columns of which several codes are allowed. */
  narrowed: readonly number[];
  /** [W]: 0 for codes that may be drawn, less for those only part of which may, FORBIDDEN for others. */
  allowed: Float32Array;
  /** Columns whose cell is given, whatever is drawn within the code. */
  fixed: ReadonlyMap<string, Cell>;
  /** Numeric columns whose values must lie between two numbers. */
  limits: ReadonlyMap<string, Limits>;
}

/** Codes that may be drawn and the share of each one's rows that is wanted. */
type Shares = ReadonlyMap<number, number>;

/**
 * Translates conditions; codes that must never be drawn are forbidden beside. Rows follow the model's distribution given
 * all conditions, except where two columns are each narrowed to several codes: then the first drawn does not know of
 * the second's.
 * Throws CONDITION_INVALID for a value the model cannot produce, or conditions that contradict.
 */
export function restrict(
  codec: TableCodec,
  layout: Layout,
  conditions: Readonly<Record<string, ConditionValue>>,
): Restriction {
  const draft = new Draft(codec);
  for (const [name, value] of Object.entries(conditions)) draft.add(schemaOf(codec, name), value);
  const allowed = drawable(codec, layout);
  const forced = new Map<number, number>();
  for (const [index, shares] of draft.left) {
    if (shares.size === 1) forced.set(index, [...shares.keys()][0] as number);
    for (let c = 0; c < (layout.widths[index] as number); c++) {
      const share = shares.get(c);
      const at = (layout.offsets[index] as number) + c;
      allowed[at] = share === undefined ? FORBIDDEN : Math.min(allowed[at] as number, Math.log(share));
    }
  }
  return {
    forced,
    quotas: draft.quotas,
    narrowed: [...draft.left.keys()].filter((index) => !forced.has(index)),
    allowed,
    fixed: draft.fixed,
    limits: draft.limits,
  };
}

class Draft {
  readonly left = new Map<number, Shares>();
  readonly fixed = new Map<string, Cell>();
  readonly limits = new Map<string, Limits>();
  readonly quotas: Quota[] = [];

  constructor(private readonly codec: TableCodec) {}

  add(schema: ColumnSchema, value: ConditionValue): void {
    if (value === null || typeof value !== 'object') this.addScalar(schema, value);
    else if ('in' in value) this.addChoice(schema, value);
    else if ('shares' in value) this.addShares(schema, value);
    else {
      const { carrier, shares, limits } = rangeMeaning(this.codec, schema, value);
      this.narrow(schema.name, carrier, shares);
      if (limits !== undefined) this.limits.set(schema.name, limits);
    }
  }

  private addScalar(schema: ColumnSchema, value: ConditionScalar): void {
    const { carrier, codes, cell } = scalarMeaning(this.codec, schema, value);
    if (cell !== undefined) this.fixed.set(schema.name, cell);
    this.narrow(schema.name, carrier, new Map(codes.map((code) => [code, 1])));
  }

  private addChoice(schema: ColumnSchema, { in: values }: ConditionChoice): void {
    const { name } = schema;
    if (values.length === 0) throw invalidCondition(name, 'its list of values is empty', 'Give at least one value.');
    if (values.length === 1) return this.addScalar(schema, values[0] as ConditionScalar);
    const meanings = values.map((value) => ({ value, ...scalarMeaning(this.codec, schema, value) }));
    const code = this.codec.columnCode(name);
    for (const { value, codes } of meanings) {
      if (
        code.kind === 'numeric' &&
        codes.some((c) => c >= code.atoms.length && c < code.atoms.length + code.bins.length)
      )
        throw invalidCondition(
          name,
          `${JSON.stringify(value)} has no level of its own in the model`,
          'Give a range ({ min, max }), or one value alone.',
        );
    }
    const shares = new Map(meanings.flatMap(({ codes }) => codes.map((c): [number, number] => [c, 1])));
    this.narrow(name, (meanings[0] as { carrier: string }).carrier, shares);
  }

  private addShares(schema: ColumnSchema, { shares }: ConditionShares): void {
    const { name } = schema;
    const asked = Object.entries(shares);
    const total = asked.reduce((sum, [, share]) => sum + share, 0);
    if (asked.some(([, share]) => !(share >= 0)) || !(total > 0) || !Number.isFinite(total))
      throw invalidCondition(name, 'its shares are not numbers of 0 or more with a sum above 0', 'Correct the shares.');
    const index = this.indexOf(name);
    if (index < 0 || this.left.has(index))
      throw invalidCondition(
        name,
        index < 0 ? 'it has no values of its own' : 'another condition settles its values',
        'Give shares for the column it follows from, or drop one of the two.',
      );
    const parts = asked.map(([value, share]) => {
      const meaning = scalarMeaning(this.codec, schema, value);
      return { code: meaning.codes[0] as number, share: share / total, cell: meaning.cell };
    });
    this.quotas.push({ column: index, name, parts });
    this.left.set(index, new Map(parts.map(({ code }) => [code, 1])));
  }

  private narrow(name: string, carrier: string, shares: Shares): void {
    const index = this.indexOf(carrier);
    if (index < 0) return;
    const before = this.left.get(index);
    const both = before === undefined ? shares : intersection(before, shares);
    if (both.size === 0 || this.quotas.some(({ column }) => column === index))
      throw invalidCondition(
        name,
        'it contradicts another condition: no training row has both',
        'Drop one of the two.',
      );
    this.left.set(index, both);
  }

  private indexOf(name: string): number {
    return this.codec.modelled.findIndex((m) => m.name === name && m.level === 'value');
  }
}

function intersection(a: Shares, b: Shares): Shares {
  const both = new Map<number, number>();
  for (const [code, share] of a) {
    const other = b.get(code);
    if (other !== undefined) both.set(code, Math.min(share, other));
  }
  return both;
}

/** The conditions are inner ones: whether the table has such a column was asked before. */
function schemaOf(codec: TableCodec, name: string): ColumnSchema {
  const found = codec.code.schema.columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`restrict: no inner column ${name}`);
  return found;
}
