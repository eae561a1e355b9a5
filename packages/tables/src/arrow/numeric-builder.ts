import { DataType, type Data } from 'apache-arrow';
import type { ColumnSchema } from '@headwater/contracts';
import type { NumericColumn } from '../frame';
import type { DecimalMark } from '../text/scan-number';
import { microsPerUnit, numericReader, type NumericReader } from '../text/text-reader';
import type { ColumnBuilder } from './column-builder';
import { grown } from './growing';
import { readNumbers } from './numeric-values';
import { presence } from './presence';

/** Microseconds in Arrow's units: second, millisecond, microsecond, nanosecond. */
const MICROS_PER_UNIT = [1_000_000, 1000, 1, 0.001] as const;

/** See {@link ColumnBuilder}. Missing places hold NaN, so that code which forgets `valid` shows it. */
export class NumericBuilder implements ColumnBuilder {
  private values = new Float64Array(0);
  private valid: Uint8Array | null = null;
  private rows = 0;
  /** Rows that were finished before, for messages. */
  private before = 0;
  private readonly readText: NumericReader;

  constructor(
    private readonly schema: ColumnSchema,
    mark: DecimalMark,
  ) {
    this.readText = numericReader(schema, mark);
  }

  append(data: Data): void {
    if (!this.takes(valueType(data))) throw this.misfit(`stored values of this kind are no ${this.schema.type}`);
    const from = this.reserve(data.length);
    try {
      readNumbers(data, this.values, from, this.readText);
    } catch (error) {
      throw error instanceof RangeError ? this.misfit(error.message) : error;
    }
    const present = presence(data);
    if (present !== null) for (let i = 0; i < data.length; i++) if (!present(i)) this.setMissing(from + i);
    this.convertUnit(valueType(data), from);
    if (this.schema.type === 'integer') this.requireSafe(from);
  }

  appendTexts(texts: readonly (string | null)[]): void {
    const from = this.reserve(texts.length);
    texts.forEach((text, i) => {
      if (text === null) return this.setMissing(from + i);
      const value = this.readText(text);
      if (value === undefined) throw this.misfit(`row ${this.before + from + i} does not read as ${this.schema.type}`);
      this.values[from + i] = value;
    });
  }

  finish(): NumericColumn {
    const values = this.values.slice(0, this.rows);
    const valid = this.valid?.slice(0, this.rows) ?? null;
    this.before += this.rows;
    this.rows = 0;
    this.valid = null;
    return { kind: 'numeric', schema: this.schema, values, valid };
  }

  private reserve(count: number): number {
    const from = this.rows;
    this.values = grown(this.values, from, count);
    if (this.valid) {
      this.valid = grown(this.valid, from, count);
      this.valid.fill(1, from, from + count);
    }
    this.rows += count;
    return from;
  }

  private setMissing(row: number): void {
    this.valid ??= new Uint8Array(this.values.length).fill(1);
    this.valid[row] = 0;
    this.values[row] = NaN;
  }

  private takes(type: DataType): boolean {
    if (DataType.isNull(type) || DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type))
      return true;
    if (this.schema.type === 'date') return DataType.isDate(type);
    if (this.schema.type === 'timestamp') return DataType.isTimestamp(type);
    return DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type);
  }

  /** Time stamps of another unit than the schema's, as another file of the same table may have them. */
  private convertUnit(type: DataType, from: number): void {
    if (!DataType.isTimestamp(type)) return;
    const perUnit = microsPerUnit(this.schema.physical);
    const factor = perUnit === MICROS_PER_UNIT[type.unit] ? 1 : MICROS_PER_UNIT[type.unit] / perUnit;
    if (factor !== 1)
      for (let i = from; i < this.rows; i++) this.values[i] = Math.round((this.values[i] as number) * factor);
  }

  private requireSafe(from: number): void {
    for (let i = from; i < this.rows; i++) {
      if (!Number.isSafeInteger(this.values[i]) && (this.valid === null || this.valid[i] === 1)) {
        throw this.misfit(`row ${this.before + i} holds no whole number within 2^53`);
      }
    }
  }

  private misfit(problem: string): RangeError {
    return new RangeError(`column ${JSON.stringify(this.schema.name)}: ${problem}`);
  }
}

function valueType(data: Data): DataType {
  const type = data.type;
  return DataType.isDictionary(type) ? (type.dictionary as DataType) : type;
}
