import type { CategoricalColumn, Column, NumericColumn } from '../frame';

/** Room for rows of one column, taken out of frames whose dictionaries may differ. */
export interface GatheredColumn {
  /** Appends the rows at `places`. */
  add(from: Column, places: Uint32Array): void;
  finish(): Column;
}

/** `rows` is how many will come at most. */
export function gatheredColumn(like: Column, rows: number): GatheredColumn {
  return like.kind === 'numeric' ? new GatheredNumbers(like, rows) : new GatheredCodes(like, rows);
}

class GatheredNumbers implements GatheredColumn {
  private readonly values: Float64Array;
  private valid: Uint8Array | null = null;
  private at = 0;

  constructor(
    private readonly like: NumericColumn,
    rows: number,
  ) {
    this.values = new Float64Array(rows);
  }

  add(from: Column, places: Uint32Array): void {
    if (from.kind !== 'numeric') throw changed(this.like);
    const { values, valid } = from;
    for (let i = 0; i < places.length; i++) this.values[this.at + i] = values[places[i] as number] as number;
    if (valid !== null) this.addValid(valid, places);
    this.at += places.length;
  }

  private addValid(valid: Uint8Array, places: Uint32Array): void {
    for (let i = 0; i < places.length; i++) {
      if (valid[places[i] as number] !== 0) continue;
      this.valid ??= new Uint8Array(this.values.length).fill(1);
      this.valid[this.at + i] = 0;
    }
  }

  finish(): NumericColumn {
    const { values, valid, at } = this;
    if (at === values.length) return { ...this.like, values, valid };
    return { ...this.like, values: values.slice(0, at), valid: valid?.slice(0, at) ?? null };
  }
}

/** Levels are numbered anew, in the order in which the gathered rows have them; a boolean keeps both its words. */
class GatheredCodes implements GatheredColumn {
  private readonly codes: Int32Array;
  private readonly levels: string[] = [];
  private readonly index = new Map<string, number>();
  /** Own codes of the dictionary last met, -1 where it was not asked for yet. */
  private own = new Int32Array(0);
  private last: readonly string[] | null = null;
  private at = 0;

  constructor(
    private readonly like: CategoricalColumn,
    rows: number,
  ) {
    this.codes = new Int32Array(rows);
    if (like.schema.type === 'boolean')
      for (const word of like.levels) this.index.set(word, this.levels.push(word) - 1);
  }

  add(from: Column, places: Uint32Array): void {
    if (from.kind !== 'categorical') throw changed(this.like);
    const own = this.ownCodes(from.levels);
    for (let i = 0; i < places.length; i++) {
      const code = from.codes[places[i] as number] as number;
      this.codes[this.at + i] = code < 0 ? -1 : this.ownCode(own, from.levels, code);
    }
    this.at += places.length;
  }

  private ownCodes(levels: readonly string[]): Int32Array {
    if (levels !== this.last || levels.length > this.own.length) {
      const kept = levels === this.last ? this.own : new Int32Array(0);
      this.own = new Int32Array(levels.length + (levels.length >> 1)).fill(-1);
      this.own.set(kept);
      this.last = levels;
    }
    return this.own;
  }

  private ownCode(own: Int32Array, levels: readonly string[], code: number): number {
    const known = own[code] as number;
    if (known >= 0) return known;
    const level = levels[code] as string;
    let made = this.index.get(level);
    if (made === undefined) this.index.set(level, (made = this.levels.push(level) - 1));
    own[code] = made;
    return made;
  }

  finish(): CategoricalColumn {
    const { codes, at, levels } = this;
    return { ...this.like, codes: at === codes.length ? codes : codes.slice(0, at), levels };
  }
}

function changed(like: Column): RangeError {
  return new RangeError(`frame: column ${JSON.stringify(like.schema.name)} changes kind`);
}
