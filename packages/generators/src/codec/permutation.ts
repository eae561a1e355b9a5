import { philox4x32 } from '@headwater/random';

const ROUNDS = 6;
/** The most numbers that can be permuted: two halves of 26 bits. */
export const MOST_PERMUTED = 2 ** 52;

/**
 * A keyed permutation of 0 … size - 1 that needs no table: an unbalanced Feistel network over two digits of radix about
 * sqrt(size), walked on from until it lands inside (Black and Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA
 * 2002, sections 3 and 4), with Philox as its round function. It scatters; it is no secret cipher.
 */
export class Permutation {
  private readonly left: number;
  private readonly right: number;
  private readonly block = new Uint32Array(4);

  /** `size` is 1 … MOST_PERMUTED; the key's words are of 32 bits. */
  constructor(
    private readonly size: number,
    private readonly key: readonly [number, number],
  ) {
    if (!(size >= 1 && size <= MOST_PERMUTED)) throw new RangeError(`permutation: size must be 1 … 2^52, got ${size}`);
    this.left = Math.ceil(Math.sqrt(size));
    this.right = Math.ceil(size / this.left);
  }

  /** Where `i` (0 … size - 1) goes. */
  at(i: number): number {
    let out = i;
    // left x right exceeds size by less than left: nearly every walk ends at once.
    do out = this.scatter(out);
    while (out >= this.size);
    return out;
  }

  private scatter(i: number): number {
    let a = i % this.left;
    let b = (i - a) / this.left;
    for (let round = 0; round < ROUNDS; round += 2) {
      a = (a + this.word(b, round)) % this.left;
      b = (b + this.word(a, round + 1)) % this.right;
    }
    return b * this.left + a;
  }

  private word(half: number, round: number): number {
    philox4x32(half, round, 0, 0, this.key[0], this.key[1], this.block);
    return this.block[0] as number;
  }
}
