const { imul } = Math;
/** Rows that hold a value, or a pair of values, at most, for it to be rare. */
const HOLDERS = 2;

/** Told of each rare value: its one or two holders (-1: no second), and whether it was found. */
export type RareVisitor = (first: number, second: number, found: boolean) => void;

/** Who holds which value, as a hash table that is used again and again: of at most `most` rows. */
export class ValueHolders {
  private readonly mask: number;
  private readonly keys: Float64Array;
  /** Holders of the value in each place, no farther than one too many; the first two of them; whether it was found. */
  private readonly counts: Uint8Array;
  private readonly first: Int32Array;
  private readonly second: Int32Array;
  private readonly found: Uint8Array;
  /** Places that are taken. */
  private readonly used: Int32Array;
  private count = 0;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * most + 2));
    this.mask = size - 1;
    this.keys = new Float64Array(size).fill(NaN);
    this.counts = new Uint8Array(size);
    this.first = new Int32Array(size);
    this.second = new Int32Array(size);
    this.found = new Uint8Array(size);
    this.used = new Int32Array(most);
  }

  clear(): void {
    for (let k = 0; k < this.count; k++) {
      const slot = this.used[k] as number;
      this.keys[slot] = NaN;
      this.counts[slot] = 0;
      this.found[slot] = 0;
    }
    this.count = 0;
  }

  /** What each row holds, as whole numbers from 0 to 2^53; NaN is nothing. Rows are numbered from `firstRow` on. */
  add(keys: Float64Array, firstRow: number): void {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (Number.isNaN(key)) continue;
      const slot = this.slotOf(key);
      const count = this.counts[slot] as number;
      if (count === 0) {
        this.keys[slot] = key;
        this.used[this.count++] = slot;
        this.first[slot] = firstRow + i;
      } else if (count === 1) this.second[slot] = firstRow + i;
      if (count <= HOLDERS) this.counts[slot] = count + 1;
    }
  }

  /** Marks values that turn up here. */
  find(keys: Float64Array): void {
    for (const key of keys) {
      if (Number.isNaN(key)) continue;
      const slot = this.slotOf(key);
      if (this.keys[slot] === key) this.found[slot] = 1;
    }
  }

  eachRare(visit: RareVisitor): void {
    for (let k = 0; k < this.count; k++) {
      const slot = this.used[k] as number;
      const count = this.counts[slot] as number;
      if (count > HOLDERS) continue;
      visit(this.first[slot] as number, count === 2 ? (this.second[slot] as number) : -1, this.found[slot] === 1);
    }
  }

  /** Where the key is, or the free place where it would be. */
  private slotOf(key: number): number {
    const hash = imul(imul(key ^ (key >>> 15), 0x85ebca6b) ^ Math.floor(key / 0x100000000), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 16)) & this.mask;
    for (;;) {
      const there = this.keys[slot] as number;
      if (there === key || Number.isNaN(there)) return slot;
      slot = (slot + 1) & this.mask;
    }
  }
}
