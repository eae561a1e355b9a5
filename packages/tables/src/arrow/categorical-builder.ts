import { DataType, makeVector, type Data, type Vector } from 'apache-arrow';
import type { ColumnSchema } from '@headwater/contracts';
import type { CategoricalColumn } from '../frame';
import { timeWriter } from '../text/text-reader';
import { ByteDictionary } from './byte-dictionary';
import type { ColumnBuilder } from './column-builder';
import { grown } from './growing';
import { pairToText, wordPairs } from './int64-pairs';
import { readNumbers } from './numeric-values';
import { presence } from './presence';

const NOT_YET = -2;

/**
 * See {@link ColumnBuilder}. Levels come in first-seen order; a boolean's are its two words, true first, seen or not.
 * Past `mostLevels` the dictionary is begun anew after the next `finish`.
 */
export class CategoricalBuilder implements ColumnBuilder {
  private codes = new Int32Array(0);
  private rows = 0;
  private levels: string[] = [];
  private index = new Map<string, number>();
  private bytes = new ByteDictionary((text) => this.codeOf(text));
  private readonly closed: boolean;
  /** Codes of the last dictionary met: batches of one file share theirs. */
  private lastDictionary: Vector | undefined;
  private lastCodes = new Int32Array(0);

  constructor(
    private readonly schema: ColumnSchema,
    private readonly mostLevels = Infinity,
  ) {
    const { trueText, falseText } = schema.written;
    this.closed = schema.type === 'boolean';
    if (this.closed)
      for (const word of [trueText ?? 'true', falseText ?? 'false']) this.index.set(word, this.levels.push(word) - 1);
  }

  append(data: Data): void {
    const from = this.reserve(data.length);
    const code = this.coder(data);
    const present = presence(data);
    for (let i = 0; i < data.length; i++) this.codes[from + i] = present === null || present(i) ? code(i) : -1;
  }

  appendTexts(texts: readonly (string | null)[]): void {
    const from = this.reserve(texts.length);
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i] ?? null;
      this.codes[from + i] = text === null ? -1 : this.codeOf(text);
    }
  }

  finish(): CategoricalColumn {
    const codes = this.codes.slice(0, this.rows);
    const { schema, levels } = this;
    this.rows = 0;
    if (!this.closed && levels.length > this.mostLevels) this.forget();
    return { kind: 'categorical', schema, codes, levels };
  }

  private forget(): void {
    this.levels = [];
    this.index = new Map();
    this.bytes = new ByteDictionary((text) => this.codeOf(text));
    this.lastDictionary = undefined;
  }

  private codeOf(text: string): number {
    const known = this.index.get(text);
    if (known !== undefined) return known;
    if (this.closed)
      throw new RangeError(`column ${JSON.stringify(this.schema.name)}: a value is neither of the boolean's two words`);
    const code = this.levels.push(text) - 1;
    this.index.set(text, code);
    return code;
  }

  private coder(data: Data): (i: number) => number {
    const { type } = data;
    if (DataType.isDictionary(type)) return this.dictionaryCoder(data);
    if (DataType.isUtf8(type)) {
      const values = data.values as Uint8Array;
      const offsets = data.valueOffsets as Int32Array;
      return (i) => this.bytes.codeOf(values, offsets[i] as number, offsets[i + 1] as number);
    }
    if (DataType.isBool(type)) {
      const { trueText = 'true', falseText = 'false' } = this.schema.written;
      const bits = data.values as Uint8Array;
      return (i) => this.codeOf(bits[(data.offset + i) >> 3]! & (1 << ((data.offset + i) & 7)) ? trueText : falseText);
    }
    if (DataType.isInt(type) && type.bitWidth === 64) {
      const words = wordPairs(data.values as BigInt64Array, data.length);
      return (i) => this.codeOf(pairToText(words, i, type.isSigned));
    }
    if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type))
      return this.numberCoder(data, String);
    if (DataType.isDate(type) || DataType.isTimestamp(type)) return this.numberCoder(data, timeWriter(this.schema));
    const vector = makeVector(data);
    return (i) => this.codeOf(String(vector.get(i)));
  }

  private numberCoder(data: Data, write: (value: number) => string): (i: number) => number {
    const numbers = new Float64Array(data.length);
    readNumbers(data, numbers, 0, () => undefined);
    return (i) => this.codeOf(write(numbers[i] as number));
  }

  private dictionaryCoder(data: Data): (i: number) => number {
    const dictionary = data.dictionary as Vector;
    if (dictionary !== this.lastDictionary) {
      this.lastDictionary = dictionary;
      this.lastCodes = new Int32Array(dictionary.length).fill(NOT_YET);
    }
    const codes = this.lastCodes;
    const keys = data.values as Int32Array;
    return (i) => {
      const key = Number(keys[i]);
      let code = codes[key] as number;
      if (code === NOT_YET) codes[key] = code = this.dictionaryLevel(dictionary, key);
      return code;
    };
  }

  private dictionaryLevel(dictionary: Vector, key: number): number {
    const part = dictionary.slice(key, key + 1).data[0] as Data | undefined;
    if (!part?.getValid(0)) return -1;
    return this.coder(part)(0);
  }

  private reserve(count: number): number {
    const from = this.rows;
    this.codes = grown(this.codes, from, count);
    this.rows += count;
    return from;
  }
}
