import {
  canonicalJson,
  HeadwaterError,
  type ConditionValue,
  type Constraint,
  type TableSchema,
} from '@headwater/contracts';
import type { Column, Frame, NumericColumn } from '@headwater/tables';
import { encodeColumn, encodeParts, partsOf, widthOf, withheldCode, type ColumnCode } from './column-code';
import { decodeColumns, type DecodeRandom, type DecodeRules } from './decode';
import { fitColumns } from './fit';
import { numericOrder, type NumericCode } from './numeric';
import type { CodecOptions } from './options';
import { requireColumns } from '../conditions/accepts';
import { lineage } from '../reshape/lineage';
import { applyReshape, closedColumns, fitReshape, innerConditions, restoreReshape } from '../reshape/pipeline';
import type { Plan } from '../reshape/steps';
import { readTableCode } from './read';

/** `codec.json`: plain data that says how a table becomes integer codes and back. */
export interface TableCode {
  /** 2 when the table is reshaped before it is coded. */
  version: 1 | 2;
  /** Of what is coded: the inner table. */
  schema: TableSchema;
  /** The table's own schema, and what turns its rows into inner ones and back. */
  reshape?: { outer: TableSchema; plans: Plan[] };
  /** No value held by fewer training rows is stored, but in the averages that bins are made of. */
  minimumHolders: number;
  columns: ColumnCode[];
}

/**
 * What the network models as one of its columns: the codes of a table column, or the part of the bin its value lies in
 * (codes 0 … parts - 1, and `parts` where it lies in no bin).
 */
export interface ModelledColumn {
  /** Place in the table. */
  column: number;
  name: string;
  width: number;
  level: 'value' | 'part';
}

/** A table as integer codes, and back. */
export class TableCodec {
  /** Columns with more than one code, by rising width (the network treats equal widths together), then by place. */
  readonly modelled: readonly ModelledColumn[];

  private constructor(readonly code: TableCode) {
    this.modelled = code.columns
      .flatMap((c, column): ModelledColumn[] => [
        { column, name: c.name, width: widthOf(c), level: 'value' },
        { column, name: c.name, width: partsOf(c) + 1, level: 'part' },
      ])
      .filter(({ width }) => width > 1)
      .sort((a, b) => a.width - b.width || a.column - b.column);
  }

  /**
   * Reshapes the table so that the rules hold by construction, and fits a code for every column of the result.
   * Throws CONSTRAINT_INVALID when a rule does not fit the table, rules contradict, or rows break one.
   */
  static fit(frame: Frame, options: CodecOptions, constraints: readonly Constraint[] = []): TableCodec {
    const { minimumHolders, categoryLevels } = options;
    const plans = fitReshape(frame, constraints, { minimumHolders, categoryLevels });
    const inner = applyReshape(plans, frame.schema, frame);
    const columns = fitColumns(inner, options, closedColumns(plans));
    const coded = { schema: inner.schema, minimumHolders, columns };
    return new TableCodec(
      plans.length === 0 ? { version: 1, ...coded } : { version: 2, ...coded, reshape: { outer: frame.schema, plans } },
    );
  }

  /** Throws MODEL_BUNDLE_INVALID when the bytes are not a codec of a version known here. */
  static fromBytes(bytes: Uint8Array): TableCodec {
    return new TableCodec(readTableCode(bytes));
  }

  /** Equal codecs give equal bytes. */
  toBytes(): Uint8Array {
    return new TextEncoder().encode(canonicalJson(this.code));
  }

  /** Of the rows that are encoded, and of those that are decoded. */
  get outerSchema(): TableSchema {
    return this.code.reshape?.outer ?? this.code.schema;
  }

  /** Rows of the outer schema as what is coded. */
  inner(rows: Frame): Frame {
    return applyReshape(this.plans, this.outerSchema, rows);
  }

  /** For each coded column the columns of the outer schema it was made from. */
  lineage(): Map<string, string[]> {
    return lineage(this.plans, this.outerSchema);
  }

  /** Codes of the modelled columns, row by row: [rows x modelled.length]. `rows` are of the outer schema. */
  encode(rows: Frame): Int32Array {
    return this.encodeInner(this.inner(rows));
  }

  /** The same of rows that are reshaped already. */
  encodeInner(frame: Frame): Int32Array {
    const width = this.modelled.length;
    const out = new Int32Array(frame.rows * width);
    const write = (k: number, codes: Int32Array): void => codes.forEach((code, i) => (out[i * width + k] = code));
    this.modelled.forEach(({ column, level }, k) => {
      if (level === 'part') return;
      const code = this.code.columns[column] as ColumnCode;
      const values = frame.columns[column] as Column;
      const codes = encodeColumn(code, values, (name) => this.find(frame, name));
      write(k, codes);
      const part = this.modelled.findIndex((m) => m.level === 'part' && m.column === column);
      if (part >= 0) write(part, encodeParts(code as NumericCode, values as NumericColumn, codes));
    });
    return out;
  }

  /**
   * Rows of the outer schema from codes: `codes[k]` holds one code a row for `modelled[k]`. `rules` are of inner columns.
   * Draws within bins are seeded by (seed, column, shard, attempt), made values by (seed, column, shard, place in the shard).
   */
  decode(codes: readonly Int32Array[], rows: number, random: DecodeRandom, rules: DecodeRules = {}): Frame {
    const at = (level: ModelledColumn['level']): Map<string, Int32Array> =>
      new Map(this.modelled.flatMap((m, k) => (m.level === level ? [[m.name, codes[k] as Int32Array]] : [])));
    const drawn = { values: at('value'), parts: at('part') };
    const columns = decodeColumns(this.code, drawn, rows, random, rules);
    return restoreReshape(this.plans, this.outerSchema, { schema: this.code.schema, rows, columns }, random);
  }

  /**
   * Conditions on the table's columns as conditions on the coded ones. They may allow more than was asked, never less:
   * decoded rows must be held against the conditions themselves.
   * Throws CONDITION_INVALID for a column the table lacks and for conditions that no row can meet.
   */
  innerConditions(conditions: Readonly<Record<string, ConditionValue>>): Record<string, ConditionValue> {
    requireColumns(this.outerSchema, conditions);
    const inner = innerConditions(this.plans, this.outerSchema, conditions);
    const closed = closedColumns(this.plans);
    return Object.fromEntries(
      Object.entries(inner).map(([name, value]) => [name, closed.has(name) ? this.knownChoice(name, value) : value]),
    );
  }

  /** Modelled columns (by index into `modelled`) and the code of each that must never be drawn. */
  withheld(): { index: number; code: number }[] {
    return this.modelled.flatMap(({ column, level }, index) => {
      const code = level === 'value' ? withheldCode(this.code.columns[column] as ColumnCode) : null;
      return code === null ? [] : [{ index, code }];
    });
  }

  /** For each modelled column its codes that stand for numbers, ascending; empty for other columns. */
  ordered(): number[][] {
    return this.modelled.map(({ column, level, width }) => {
      if (level === 'part') return Array.from({ length: width - 1 }, (_, part) => part);
      const code = this.code.columns[column] as ColumnCode;
      return code.kind === 'numeric' ? numericOrder(code) : [];
    });
  }

  columnCode(name: string): ColumnCode {
    const found = this.code.columns.find((c) => c.name === name);
    if (found === undefined)
      throw new HeadwaterError('MODEL_BUNDLE_INVALID', `codec.json has no column ${JSON.stringify(name)}`);
    return found;
  }

  /** Of several combinations, those that have a code of their own: the others are never drawn. */
  private knownChoice(name: string, value: ConditionValue): ConditionValue {
    const code = this.code.columns.find((c) => c.name === name);
    if (code?.kind !== 'category' || typeof value !== 'object' || value === null || !('in' in value)) return value;
    const known = value.in.filter((v) => (v === null ? code.missing : code.levels.includes(String(v))));
    return known.length === 0 ? value : { in: known };
  }

  private get plans(): readonly Plan[] {
    return this.code.reshape?.plans ?? [];
  }

  private find(frame: Frame, name: string): Column {
    return frame.columns[this.code.columns.findIndex((c) => c.name === name)] as Column;
  }
}
