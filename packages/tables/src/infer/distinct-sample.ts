/** Hashes kept before the sample is thinned; 8 bytes each at half load. */
const MOST_KEPT = 65_536;

/**
 * How many of the values seen are different, in bounded memory: exact up to 65,536 different values, beyond that from
 * the values whose hash falls in an ever smaller part of the hash space (Gibbons, "Distinct Sampling for
 * Highly-Accurate Answers to Distinct Values Queries and Event Reports", VLDB 2001).
 */
export class DistinctSample {
  private hashes = new Uint32Array(64);
  private counts = new Uint32Array(64);
  private kept = 0;
  private rowsKept = 0;
  private mask = 0;

  /** `hash` must be well mixed in all its bits ({@link hashText}, {@link hashNumber}). */
  add(hash: number, times = 1): void {
    if ((hash & this.mask) !== 0) return;
    this.rowsKept += times;
    this.put(hash >>> 0, times);
    if (this.kept > MOST_KEPT) this.thin();
  }

  /** Number of different values: exact while `exact`, else an estimate. */
  get distinct(): number {
    return this.kept * (this.mask + 1);
  }

  get exact(): boolean {
    return this.mask === 0;
  }

  /** Different values as a share of all. */
  get ratio(): number {
    return this.rowsKept === 0 ? 0 : this.kept / this.rowsKept;
  }

  private put(hash: number, times: number): void {
    const last = this.hashes.length - 1;
    let at = (hash >>> 12) & last;
    while (this.counts[at] !== 0) {
      if (this.hashes[at] === hash) {
        this.counts[at] = (this.counts[at] as number) + times;
        return;
      }
      at = (at + 1) & last;
    }
    this.hashes[at] = hash;
    this.counts[at] = times;
    if (++this.kept * 2 > this.hashes.length) this.rebuild(this.hashes.length * 2);
  }

  private thin(): void {
    this.mask = this.mask * 2 + 1;
    this.rebuild(this.hashes.length);
  }

  private rebuild(slots: number): void {
    const { hashes, counts, mask } = this;
    this.hashes = new Uint32Array(slots);
    this.counts = new Uint32Array(slots);
    this.kept = 0;
    this.rowsKept = 0;
    for (let i = 0; i < hashes.length; i++) {
      const times = counts[i] as number;
      const hash = hashes[i] as number;
      if (times === 0 || (hash & mask) !== 0) continue;
      this.rowsKept += times;
      this.put(hash, times);
    }
  }
}

/** FNV-1a over UTF-16 code units, finished by murmur3's mixer so that every bit counts. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mixed(h);
}

export function hashNumber(value: number): number {
  const high = Math.floor(value / 0x100000000);
  return mixed(Math.imul(value | 0, 0x9e3779b1) ^ mixed(high | 0));
}

/** Of the bits of a double; equal numbers give equal hashes, and so do all NaN. */
export function hashDouble(value: number): number {
  double[0] = value === 0 ? 0 : Number.isNaN(value) ? NaN : value;
  return mixed(Math.imul(words[0] as number, 0x9e3779b1) ^ mixed(words[1] as number));
}

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

function mixed(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
