import type { FileHandle } from 'node:fs/promises';

/**
 * The part of the Blob interface that parquet-wasm reads through (size, slice, arrayBuffer), over an open file: only
 * the byte ranges it asks for are read. Node's own openAsBlob is still experimental.
 */
export class FileSlice {
  constructor(
    private readonly file: FileHandle,
    private readonly start: number,
    private readonly end: number,
  ) {}

  get size(): number {
    return this.end - this.start;
  }

  slice(from = 0, to = this.size): FileSlice {
    return new FileSlice(this.file, this.start + from, Math.min(this.start + to, this.end));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = new Uint8Array(this.size);
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await this.file.read(bytes, at, bytes.length - at, this.start + at);
      if (bytesRead === 0)
        throw new RangeError(`parquet: the file ends at byte ${this.start + at}, before a range it names`);
      at += bytesRead;
    }
    return bytes.buffer;
  }
}
