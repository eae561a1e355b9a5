import { canonicalJson, HeadwaterError, type TableSchema } from '@headwater/contracts';
import type { Column, Frame } from '@headwater/tables';
import { encodeColumn, widthOf, withheldCode, type Cell, type ColumnCode } from './column-code';
import { decodeColumns } from './decode';
import { fitColumns } from './fit';
import { numericOrder } from './numeric';
import type { CodecOptions } from './options';
import { readTableCode } from './read';

/** `codec.json`: plain data that says how a table becomes integer codes and back. */
export interface TableCode {
  version: 1;
  schema: TableSchema;
  /** No value held by fewer training rows is stored, but in the averages that bins are made of. */
  minimumHolders: number;
  columns: ColumnCode[];
}

/** A column the network models: its place in the table and its number of codes. */
export interface ModelledColumn {
  column: number;
  name: string;
  width: number;
}

/** A table as integer codes, and back. */
export class TableCodec {
  /** Columns with more than one code, by rising width (the network treats equal widths together), then by place. */
  readonly modelled: readonly ModelledColumn[];

  private constructor(readonly code: TableCode) {
    this.modelled = code.columns
      .map((c, column) => ({ column, name: c.name, width: widthOf(c) }))
      .filter(({ width }) => width > 1)
      .sort((a, b) => a.width - b.width || a.column - b.column);
  }

  static fit(frame: Frame, options: CodecOptions): TableCodec {
    const columns = fitColumns(frame, options);
    return new TableCodec({ version: 1, schema: frame.schema, minimumHolders: options.minimumHolders, columns });
  }

  /** Throws MODEL_BUNDLE_INVALID when the bytes are not a codec of a version known here. */
  static fromBytes(bytes: Uint8Array): TableCodec {
    return new TableCodec(readTableCode(bytes));
  }

  /** Equal codecs give equal bytes. */
  toBytes(): Uint8Array {
    return new TextEncoder().encode(canonicalJson(this.code));
  }

  /** Codes of the modelled columns, row by row: [rows x modelled.length]. */
  encode(frame: Frame): Int32Array {
    const width = this.modelled.length;
    const out = new Int32Array(frame.rows * width);
    this.modelled.forEach(({ column }, k) => {
      const codes = encodeColumn(this.code.columns[column] as ColumnCode, frame.columns[column] as Column, (name) =>
        this.find(frame, name),
      );
      for (let i = 0; i < frame.rows; i++) out[i * width + k] = codes[i] as number;
    });
    return out;
  }

  /**
   * Rows from codes: `codes[k]` holds one code a row for `modelled[k]`. `fixed` gives columns that have one value in
   * every row whatever their code. Draws within bins and made texts are seeded by (seed, column, shard).
   */
  decode(
    codes: readonly Int32Array[],
    rows: number,
    random: { seed: number; shard: number },
    fixed: ReadonlyMap<string, Cell> = new Map(),
  ): Frame {
    const byColumn = new Map(this.modelled.map(({ name }, k) => [name, codes[k] as Int32Array]));
    return { schema: this.code.schema, rows, columns: decodeColumns(this.code, byColumn, rows, random, fixed) };
  }

  /** Modelled columns (by index into `modelled`) and the code of each that must never be drawn. */
  withheld(): { index: number; code: number }[] {
    return this.modelled.flatMap(({ column }, index) => {
      const code = withheldCode(this.code.columns[column] as ColumnCode);
      return code === null ? [] : [{ index, code }];
    });
  }

  /** For each modelled column its codes that stand for numbers, ascending; empty for other columns. */
  ordered(): number[][] {
    return this.modelled.map(({ column }) => {
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

  private find(frame: Frame, name: string): Column {
    return frame.columns[this.code.columns.findIndex((c) => c.name === name)] as Column;
  }
}
