import { DataType, RecordBatch, type Data, type Schema, type Vector } from 'apache-arrow';
import { structOf } from '../arrow/frame-to-batches';
import { EncodedTexts } from '../arrow/utf8-data';

/**
 * Turns Dictionary<_, Utf8> columns of batches into plain Utf8: a Parquet file that remembers an Arrow dictionary reads
 * as a categorical in pandas, and its pages are dictionary-encoded anyway. Dictionaries are encoded once each.
 */
export class DictionaryFlattener {
  private readonly encoded = new Map<number, { dictionary: Vector; texts: EncodedTexts }>();

  /** `schema` is the flat one. */
  constructor(private readonly schema: Schema) {}

  flatten(batch: RecordBatch): RecordBatch {
    const children = batch.data.children.map((data, j) =>
      DataType.isDictionary(data.type) ? this.flat(data, j) : data,
    );
    return new RecordBatch(this.schema, structOf(this.schema, batch.numRows, children));
  }

  private flat(data: Data, j: number): Data {
    const dictionary = data.dictionary as Vector;
    let known = this.encoded.get(j);
    if (known?.dictionary !== dictionary) {
      known = { dictionary, texts: new EncodedTexts(Array.from(dictionary, (text: unknown) => String(text))) };
      this.encoded.set(j, known);
    }
    const codes = Int32Array.from(data.values as ArrayLike<number>, Number);
    if (data.nullCount > 0) for (let i = 0; i < data.length; i++) if (!data.getValid(i)) codes[i] = -1;
    return known.texts.pick(codes, 0, data.length);
  }
}
