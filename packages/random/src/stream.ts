import { philox4x32 } from './philox';

// Bound once: code run in a vm context, as jest does, pays dearly for each look at a global.
const { floor, log, sqrt } = Math;

/**
 * One stream of random numbers, named by (seed, purpose, index): the same three give the same numbers for ever, on any
 * machine, whatever else was drawn. Give each use its own purpose ("split", "epoch-permutation", "shard") and each
 * repetition its own index. `position` can be saved and set: a stream resumes exactly.
 */
export class RandomStream {
  private readonly k0: number;
  private readonly k1: number;
  private readonly c2: number;
  private readonly c3: number;
  private readonly block = new Uint32Array(4);
  private blockNumber = -1;
  private spare: number | null = null;
  /** Words drawn so far, at most 2^53. */
  position = 0;

  constructor(seed: number, purpose: string, index = 0) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`random stream: seed must be a safe integer, got ${seed}`);
    if (!Number.isSafeInteger(index) || index < 0)
      throw new RangeError(`random stream: index must be 0 or more, got ${index}`);
    this.k0 = seed | 0;
    // The purpose goes through the key's upper word, the seed's upper bits and the index through the counter.
    this.k1 = fnv1a(purpose) ^ (floor(seed / 0x100000000) | 0);
    this.c2 = index | 0;
    this.c3 = fnv1a(`${purpose}/counter`) ^ (floor(index / 0x100000000) | 0);
  }

  /** Uniform unsigned 32-bit integer. */
  uint32(): number {
    const position = this.position++;
    const inBlock = position % 4;
    const number = (position - inBlock) / 4;
    if (number !== this.blockNumber) {
      philox4x32(number | 0, floor(number / 0x100000000), this.c2, this.c3, this.k0, this.k1, this.block);
      this.blockNumber = number;
    }
    return this.block[inBlock] as number;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** Uniform integer in [0, n), n up to 2^32, without modulo bias: words of the last, incomplete run of n are redrawn. */
  below(n: number): number {
    if (!(n >= 1 && n <= 0x100000000)) throw new RangeError(`random stream: below(n) needs 1 <= n <= 2^32, got ${n}`);
    for (;;) {
      const x = this.uint32();
      // The incomplete run is shorter than n, so its exact length matters only to the last n words.
      if (x < 0x100000000 - n || x < 0x100000000 - (0x100000000 % n)) return x % n;
    }
  }

  /** Standard normal, by Box and Muller; two per pair of uniforms. `position` alone resumes it on even draws only. */
  normal(): number {
    if (this.spare !== null) {
      const value = this.spare;
      this.spare = null;
      return value;
    }
    const radius = sqrt(-2 * log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Standard Gumbel: -log(-log(u)). */
  gumbel(): number {
    return -log(-log(1 - this.uniform()));
  }

  /** Fills with uniforms in [0, 1) of 24 bits, the most a float32 holds evenly: one word a value, so it is fast. */
  fillUniform(out: Float32Array): Float32Array {
    for (let i = 0; i < out.length; i++) out[i] = (this.uint32() >>> 8) * 2 ** -24;
    return out;
  }

  /** A permutation of 0 … n-1 (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const out = new Uint32Array(n);
    for (let i = 0; i < n; i++) out[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const t = out[i] as number;
      out[i] = out[j] as number;
      out[j] = t;
    }
    return out;
  }

  /** k different indices of 0 … n-1, in increasing order. */
  sample(n: number, k: number): Uint32Array {
    return this.permutation(n).slice(0, Math.min(k, n)).sort();
  }
}

/** 32-bit FNV-1a over UTF-16 code units; turns a purpose into a key word. */
function fnv1a(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h | 0;
}
