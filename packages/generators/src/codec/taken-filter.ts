/**
 * A set of texts that can only be asked "is this one surely not in it". One hash into about 1.44 bits a text leaves
 * half of the bits set: made texts that hit a clear bit (every second one) certainly differ from all training texts,
 * while a set bit says little more than a coin's throw about any one text, so the bundle does not list who was in it.
 */
export class TakenFilter {
  private constructor(private readonly bits: Uint8Array) {}

  static of(texts: readonly string[]): TakenFilter {
    const filter = new TakenFilter(new Uint8Array(Math.max(1, Math.ceil((texts.length * Math.LOG2E) / 8))));
    for (const text of texts) {
      const at = filter.position(text);
      filter.bits[at >> 3]! |= 1 << (at & 7);
    }
    return filter;
  }

  static fromText(base64: string): TakenFilter {
    return new TakenFilter(new Uint8Array(Buffer.from(base64, 'base64')));
  }

  toText(): string {
    return Buffer.from(this.bits).toString('base64');
  }

  /** False only when the text is certainly not among the training texts. */
  has(text: string): boolean {
    const at = this.position(text);
    return ((this.bits[at >> 3] as number) & (1 << (at & 7))) !== 0;
  }

  private position(text: string): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    // FNV's low bits mix badly for short texts; two rounds of xor-shift and multiply spread them (Murmur's finaliser).
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) % (this.bits.length * 8);
  }
}
