/** Digests in unsorted parts, before they are needed in order. */
const PART = 65_536;

/** A set of 64-bit digests in 8 bytes each: kept sorted, and put in order when it is asked after something was added. */
export class DigestSet {
  private sorted = new BigUint64Array(0);
  /** Two words a digest, the lower first: comparing words makes no big integers. */
  private words = new Uint32Array(0);
  private parts: Uint32Array[] = [];
  private filled = PART;

  /** Digests as pairs of words. */
  add(low: number, high: number): void {
    if (this.filled === PART) {
      this.parts.push(new Uint32Array(2 * PART));
      this.filled = 0;
    }
    const part = this.parts.at(-1) as Uint32Array;
    part[2 * this.filled] = low;
    part[2 * this.filled + 1] = high;
    this.filled++;
  }

  /** Memory taken. */
  get bytes(): number {
    return this.words.byteLength + this.parts.length * 8 * PART;
  }

  has(low: number, high: number): boolean {
    if (this.parts.length > 0) this.putInOrder();
    let from = 0;
    let to = this.sorted.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const above = this.words[2 * middle + 1] as number;
      if (above < high || (above === high && (this.words[2 * middle] as number) < low)) from = middle + 1;
      else to = middle;
    }
    return from < this.sorted.length && this.words[2 * from] === low && this.words[2 * from + 1] === high;
  }

  private putInOrder(): void {
    const added = this.parts.length * PART - (PART - this.filled);
    const all = new BigUint64Array(this.sorted.length + added);
    const words = new Uint32Array(all.buffer);
    words.set(this.words);
    let at = this.words.length;
    for (const part of this.parts) {
      const used = part.subarray(0, Math.min(part.length, words.length - at));
      words.set(used, at);
      at += used.length;
    }
    this.parts = [];
    this.filled = PART;
    all.sort();
    const different = withoutRepetitions(words);
    this.sorted = all.subarray(0, different);
    this.words = words.subarray(0, 2 * different);
    // What repeats is not kept in memory where it is most of the rows.
    if (2 * different < all.length) [this.sorted, this.words] = copied(this.sorted);
  }
}

/** Moves the different digests of a sorted list to its beginning; how many they are. */
function withoutRepetitions(words: Uint32Array): number {
  let kept = 0;
  for (let i = 0; i < words.length; i += 2) {
    if (kept > 0 && words[i] === words[kept - 2] && words[i + 1] === words[kept - 1]) continue;
    words[kept++] = words[i] as number;
    words[kept++] = words[i + 1] as number;
  }
  return kept / 2;
}

function copied(digests: BigUint64Array): [BigUint64Array<ArrayBuffer>, Uint32Array<ArrayBuffer>] {
  const copy = digests.slice();
  return [copy, new Uint32Array(copy.buffer)];
}
