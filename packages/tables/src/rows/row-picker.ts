import { RandomStream } from '@headwater/random';

/**
 * Chooses `count` of `rows` rows, each set of them equally likely, before the first is read: by the stream
 * (seed, purpose), in 4 bytes a row while it is drawn and 4 bytes a chosen row after.
 */
export class RowPicker {
  /** Rows that are chosen in all. */
  readonly count: number;
  private readonly chosen: Uint32Array;
  private at = 0;
  private before = 0;

  constructor(rows: number, count: number, seed: number, purpose: string) {
    this.count = count;
    this.chosen = count === 0 ? new Uint32Array(0) : new RandomStream(seed, purpose).sample(rows, count);
  }

  /** Of the next `rows` rows, the chosen ones: their places among these, in order. */
  next(rows: number): Uint32Array {
    const start = this.at;
    const end = this.before + rows;
    while (this.at < this.chosen.length && (this.chosen[this.at] as number) < end) this.at++;
    const places = this.chosen.slice(start, this.at);
    for (let i = 0; i < places.length; i++) places[i] = (places[i] as number) - this.before;
    this.before = end;
    return places;
  }
}
