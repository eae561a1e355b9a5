import type { Data } from 'apache-arrow';
import type { ColumnSchema } from '@headwater/contracts';
import type { NumericColumn } from '../frame';
import type { DecimalMark } from '../text/scan-number';
import { numericReader, type NumericReader } from '../text/text-reader';
import type { ColumnBuilder } from './column-builder';
import { grown } from './growing';
import { readNumbers } from './numeric-values';

const LARGEST = 2 ** 53;

/** See {@link ColumnBuilder}. Missing places hold NaN, so that code which forgets `valid` shows it. */
export class NumericBuilder implements ColumnBuilder {
  private values = new Float64Array(0);
  private valid: Uint8Array | null = null;
  private rows = 0;
  private readonly readText: NumericReader;
  private readonly checkSafe: boolean;

  constructor(
    private readonly schema: ColumnSchema,
    mark: DecimalMark,
  ) {
    this.readText = numericReader(schema, mark);
    this.checkSafe = schema.type === 'integer' && (schema.physical === 'int64' || schema.physical === 'uint64');
  }

  append(data: Data): void {
    const from = this.reserve(data.length);
    try {
      readNumbers(data, this.values, from, this.readText);
    } catch (error) {
      throw error instanceof RangeError ? this.misfit(error.message) : error;
    }
    if (data.nullCount > 0) for (let i = 0; i < data.length; i++) if (!data.getValid(i)) this.setMissing(from + i);
    if (this.checkSafe) this.requireSafe(from);
  }

  appendTexts(texts: readonly (string | null)[]): void {
    const from = this.reserve(texts.length);
    texts.forEach((text, i) => {
      if (text === null) return this.setMissing(from + i);
      const value = this.readText(text);
      if (value === undefined) throw this.misfit(`row ${from + i} does not read as ${this.schema.type}`);
      this.values[from + i] = value;
    });
  }

  finish(): NumericColumn {
    return {
      kind: 'numeric',
      schema: this.schema,
      values: this.values.slice(0, this.rows),
      valid: this.valid && this.valid.slice(0, this.rows),
    };
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

  private requireSafe(from: number): void {
    for (let i = from; i < this.rows; i++) {
      if (Math.abs(this.values[i] as number) > LARGEST) throw this.misfit(`row ${i} holds an integer beyond 2^53`);
    }
  }

  private misfit(problem: string): RangeError {
    return new RangeError(`column ${JSON.stringify(this.schema.name)}: ${problem}`);
  }
}
