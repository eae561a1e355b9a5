import { grown } from './growing';

const decoder = new TextDecoder();

/**
 * Codes for UTF-8 texts, looked up by their bytes: a text is decoded once per level, not once per row.
 * Open addressing over FNV-1a hashes; a hit compares the bytes.
 */
export class ByteDictionary {
  private slots = new Int32Array(64).fill(-1);
  private hashes = new Int32Array(32);
  private codes = new Int32Array(32);
  private ends = new Int32Array(33);
  private bytes = new Uint8Array(1024);
  private size = 0;

  /** `intern` gives the code of a text not met before. */
  constructor(private readonly intern: (text: string) => number) {}

  codeOf(source: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (source[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    const last = this.slots.length - 1;
    let at = hash & last;
    for (;;) {
      const entry = this.slots[at] as number;
      if (entry < 0) return this.add(source, start, end, hash, at);
      if (this.hashes[entry] === hash && this.equals(entry, source, start, end)) return this.codes[entry] as number;
      at = (at + 1) & last;
    }
  }

  private equals(entry: number, source: Uint8Array, start: number, end: number): boolean {
    const from = this.ends[entry] as number;
    if ((this.ends[entry + 1] as number) - from !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.bytes[from + i] !== source[start + i]) return false;
    return true;
  }

  private add(source: Uint8Array, start: number, end: number, hash: number, at: number): number {
    const entry = this.size++;
    const from = this.ends[entry] as number;
    const length = end - start;
    this.bytes = grown(this.bytes, from, length);
    this.bytes.set(source.subarray(start, end), from);
    this.hashes = grown(this.hashes, entry, 1);
    this.codes = grown(this.codes, entry, 1);
    this.ends = grown(this.ends, entry + 1, 1);
    this.hashes[entry] = hash;
    this.ends[entry + 1] = from + length;
    this.slots[at] = entry;
    if (this.size * 2 > this.slots.length) this.rehash();
    const code = this.intern(decoder.decode(source.subarray(start, end)));
    this.codes[entry] = code;
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1);
    const last = slots.length - 1;
    for (let entry = 0; entry < this.size; entry++) {
      let at = (this.hashes[entry] as number) & last;
      while (slots[at] !== -1) at = (at + 1) & last;
      slots[at] = entry;
    }
    this.slots = slots;
  }
}
