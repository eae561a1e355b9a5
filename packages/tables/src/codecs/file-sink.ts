import { open, rm, type FileHandle } from 'node:fs/promises';

/** A file being written from its start, with its length. */
export class FileSink {
  bytes = 0;
  private constructor(private readonly file: FileHandle) {}

  /** Runs `fill` on a new file; removes the file if that fails, so that no half table is left. */
  static async with(path: string, fill: (sink: FileSink) => Promise<void>): Promise<number> {
    const sink = new FileSink(await open(path, 'w'));
    try {
      await fill(sink);
      await sink.file.close();
      return sink.bytes;
    } catch (error) {
      await sink.file.close().catch(() => undefined);
      await rm(path, { force: true });
      throw error;
    }
  }

  async write(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length;) at += (await this.file.write(chunk, at)).bytesWritten;
    this.bytes += chunk.length;
  }
}
