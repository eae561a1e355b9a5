import type { RecordBatch } from 'apache-arrow';
import type { TableSchema } from '@headwater/contracts';
import { frameToBatches } from '../arrow/frame-to-batches';
import type { Frame } from '../frame';
import { everyPlace, RowGatherer } from '../rows/row-gatherer';
import { MOST_FRAME_ROWS } from '../rows/row-source';
import type { TableCodec, WrittenTable } from './table-codec';

/**
 * Writes a file row by row as they come, where a codec would pull whole batches. However the rows come, they are handed
 * on in batches of 65,536: equal rows give equal bytes, those of `codec.write(path, schema, frameToBatches(frame))`.
 * End with `finish` or `abandon`.
 */
export class TableWriter {
  private readonly input: WritableStreamDefaultWriter<RecordBatch>;
  private readonly written: Promise<WrittenTable>;
  /** Rejects with what made the codec fail: a batch under way to it would then never be taken. */
  private readonly failed: Promise<never>;
  private waiting: RowGatherer;

  constructor(
    codec: TableCodec,
    path: string,
    private readonly schema: TableSchema,
  ) {
    const { readable, writable } = new TransformStream<RecordBatch, RecordBatch>();
    this.input = writable.getWriter();
    this.written = codec.write(path, schema, readable);
    this.failed = new Promise((_, reject) => void this.written.catch(reject));
    // Both are told where a batch is handed on, and at the end.
    for (const promise of [this.input.closed, this.failed]) promise.catch(() => undefined);
    this.waiting = new RowGatherer(schema, MOST_FRAME_ROWS);
  }

  /** Appends the frame's rows at `places`, or all; resolves when there is room for more. */
  async add(frame: Frame, places: Uint32Array = everyPlace(frame.rows)): Promise<void> {
    for (let at = 0; at < places.length;) {
      const part = places.subarray(at, at + MOST_FRAME_ROWS - this.waiting.rows);
      this.waiting.add(frame, part);
      at += part.length;
      if (this.waiting.rows === MOST_FRAME_ROWS) await this.handOn();
    }
  }

  async finish(): Promise<WrittenTable> {
    if (this.waiting.rows > 0) await this.handOn();
    await Promise.race([this.input.close(), this.failed]);
    return this.written;
  }

  /** Gives up: no file is left. */
  async abandon(reason: unknown): Promise<void> {
    // Not waited for: it waits for a batch that a failed codec does not take.
    void this.input.abort(reason).catch(() => undefined);
    await this.written.catch(() => undefined);
  }

  private async handOn(): Promise<void> {
    const frame = this.waiting.finish();
    this.waiting = new RowGatherer(this.schema, MOST_FRAME_ROWS);
    for (const batch of frameToBatches(frame)) await Promise.race([this.input.write(batch), this.failed]);
  }
}
