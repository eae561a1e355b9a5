import { DataType, type Data, type Field } from 'apache-arrow';
import type { ColumnSchema, LogicalType, PhysicalType } from '@headwater/contracts';
import { CategoricalBuilder } from '../arrow/categorical-builder';
import { readNumbers } from '../arrow/numeric-values';
import { IntegerRun } from '../infer/integer-run';
import { Misfits } from '../infer/misfits';
import { TextEvidence } from '../infer/text-evidence';
import { decimalsIn, decimalsInFloat32 } from '../text/format-number';

/** What one pass over an Arrow column tells about its type, beside its storage. */
export class TypedEvidence {
  /** Values that are there. */
  count = 0;
  finite = 0;
  decimals = 0;
  readonly unwhole = new Misfits();
  readonly notZeroOne = new Misfits();
  readonly beyondSafe = new Misfits();
  readonly run = new IntegerRun();
  readonly texts: TextEvidence;
  private row = 0;
  private readonly decimalsOf: (value: number) => number;
  private readonly texty: boolean;

  constructor(
    readonly field: Field,
    readonly physical: PhysicalType,
    declared: LogicalType | undefined,
  ) {
    this.texts = new TextEvidence(['.'], declared);
    this.texty = physical === 'utf8';
    const scale = DataType.isDecimal(field.type) ? field.type.scale : null;
    this.decimalsOf =
      scale !== null ? () => Math.max(0, scale) : physical === 'float32' ? decimalsInFloat32 : decimalsIn;
  }

  add(data: Data): void {
    if (this.texty) this.addTexts(data);
    else if (this.physical === 'bool') this.count += data.length - data.nullCount;
    else this.addNumbers(data);
    this.row += data.length;
  }

  private addNumbers(data: Data): void {
    const numbers = new Float64Array(data.length);
    readNumbers(data, numbers, 0, () => undefined);
    const time = this.physical === 'date32' || this.physical.startsWith('timestamp');
    for (let i = 0; i < numbers.length; i++) {
      if (data.nullCount > 0 && !data.getValid(i)) continue;
      this.count++;
      if (!time) this.addNumber(numbers[i] as number, this.row + i);
    }
  }

  private addNumber(value: number, row: number): void {
    if (Number.isFinite(value)) this.finite++;
    if (value !== 0 && value !== 1) this.notZeroOne.add(row);
    if (!Number.isInteger(value)) {
      this.unwhole.add(row);
      this.decimals = Math.max(this.decimals, this.decimalsOf(value));
      return;
    }
    if (!Number.isSafeInteger(value)) this.beyondSafe.add(row);
    this.run.add(value);
  }

  /** Texts are coded first, so that each different one of a batch is looked at once. */
  private addTexts(data: Data): void {
    const builder = new CategoricalBuilder({ ...PLAIN, name: this.field.name });
    builder.append(data);
    const { codes, levels } = builder.finish();
    const counts = new Uint32Array(levels.length);
    const first = new Int32Array(levels.length).fill(-1);
    codes.forEach((code, i) => {
      if (code < 0) return;
      this.count++;
      counts[code] = (counts[code] as number) + 1;
      if (first[code] === -1) first[code] = i;
    });
    levels.forEach((level, code) => this.texts.add(level, this.row + (first[code] as number), counts[code]));
  }
}

const PLAIN: ColumnSchema = {
  name: '',
  type: 'category',
  physical: 'utf8',
  role: 'feature',
  nullable: true,
  written: {},
};
