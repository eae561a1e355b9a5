import { isFree, requireSameColumns } from '@headwater/quality';
import type { Column, Frame } from '@headwater/tables';
import { isMissing } from '@headwater/tables';
import { cellWords, mixInto } from './cell-digests';
import { DigestSet } from './digest-set';

/**
 * The rows of a table of any length as 64-bit digests, to ask how many rows of another are among them: `add` its frames
 * one after the other, then count. Digests are of what cells hold, not of dictionaries, so frames need not share these.
 * Identifiers, texts and columns of role `id` are no part of a row here; their values are kept beside, column by column.
 *
 * 8 bytes a row and as many for each value of an identifier or text column, twice that while they are put in order. Two
 * different rows have one digest with chance 2^-64: a million rows asked of a million give a false match in one case of
 * ten million.
 */
export class RowDigests {
  /** Rows given so far. */
  rows = 0;
  private shape: Frame | null = null;
  private readonly known = new DigestSet();
  private readonly values = new Map<number, DigestSet>();

  /** Of one frame. */
  static of(frame: Frame): RowDigests {
    const digests = new RowDigests();
    digests.add(frame);
    return digests;
  }

  /** Takes in the rows of a frame. Throws SOURCE_SCHEMA_MISMATCH if its columns are not those of the first one. */
  add(frame: Frame): void {
    this.shape ??= withoutRows(frame);
    requireSameColumns(this.shape, { further: frame });
    this.rows += frame.rows;
    const rows = rowWords(frame);
    for (let i = 0; i < rows.length; i += 2) this.known.add(rows[i] as number, rows[i + 1] as number);
    for (const [j, column] of freeColumns(frame)) {
      let values = this.values.get(j);
      if (values === undefined) this.values.set(j, (values = new DigestSet()));
      const words = cellWords(column);
      for (let i = 0; i < frame.rows; i++)
        if (!isMissing(column, i)) values.add(words[2 * i] as number, words[2 * i + 1] as number);
    }
  }

  /** Memory taken. */
  get bytes(): number {
    return [...this.values.values()].reduce((sum, values) => sum + values.bytes, this.known.bytes);
  }

  /** How many rows of the frame are equal to one of these in every column that is no identifier or text. */
  countRows(frame: Frame): number {
    const rows = this.wordsOf(frame, rowWords);
    let count = 0;
    for (let i = 0; i < rows.length; i += 2) if (this.known.has(rows[i] as number, rows[i + 1] as number)) count++;
    return count;
  }

  /** How many rows of the frame have an identifier or a text that one of these has in the same column. */
  countIdentifiers(frame: Frame): number {
    const reused = new Uint8Array(frame.rows);
    for (const [j, column] of this.wordsOf(frame, freeColumns)) {
      const values = this.values.get(j);
      const words = cellWords(column);
      for (let i = 0; i < frame.rows; i++)
        if (!isMissing(column, i) && values?.has(words[2 * i] as number, words[2 * i + 1] as number) === true)
          reused[i] = 1;
    }
    return reused.reduce((sum, one) => sum + one, 0);
  }

  private wordsOf<T>(frame: Frame, of: (frame: Frame) => T): T {
    if (this.shape !== null) requireSameColumns(this.shape, { asked: frame });
    return of(frame);
  }
}

/** The columns that rows are not compared by, with their places. */
export function freeColumns(frame: Frame): [number, Column][] {
  return frame.columns.flatMap((column, j): [number, Column][] => (isFree(column.schema) ? [[j, column]] : []));
}

function rowWords(frame: Frame): Uint32Array {
  const digests = new Uint32Array(2 * frame.rows);
  for (const column of frame.columns) if (!isFree(column.schema)) mixInto(digests, cellWords(column));
  return digests;
}

/** Names and kinds of the columns, without what they hold. */
function withoutRows({ schema, columns }: Frame): Frame {
  const empty = columns.map((column): Column =>
    column.kind === 'numeric'
      ? { ...column, values: new Float64Array(0), valid: null }
      : { ...column, codes: new Int32Array(0), levels: [] },
  );
  return { schema, rows: 0, columns: empty };
}
