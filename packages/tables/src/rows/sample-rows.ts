import type { TableSchema } from '@headwater/contracts';
import type { Frame } from '../frame';
import { everyPlace, RowGatherer } from './row-gatherer';
import { RowPicker } from './row-picker';
import type { RowSource } from './row-source';

/**
 * min(n, rows) rows of a table that is read frame by frame, every set of so many equally likely, in the table's order,
 * by the stream (seed, "sample-rows"). Memory follows n, with 4 bytes a row of the table at the start. For passes that
 * have more to do than {@link sampleRows}; throws a RangeError unless n is a whole number of 0 or more.
 */
export class RowSampler {
  private readonly picker: RowPicker;
  private readonly gatherer: RowGatherer;

  constructor(schema: TableSchema, rows: number, n: number, seed: number) {
    if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`sample: n must be a whole number, got ${n}`);
    const count = Math.min(n, rows);
    this.picker = new RowPicker(rows, count, seed, 'sample-rows');
    this.gatherer = new RowGatherer(schema, count);
  }

  /** The table's next rows. */
  add(frame: Frame): void {
    this.gatherer.add(frame, this.picker.next(frame.rows));
  }

  /** Levels are those that the sampled rows have. */
  finish(): Frame {
    return this.gatherer.finish();
  }
}

/** The rows of a {@link RowSampler}, in one pass. */
export async function sampleRows(source: RowSource, n: number, seed: number): Promise<Frame> {
  const sampler = new RowSampler(source.schema, source.rows, n, seed);
  for await (const frame of source.batches()) sampler.add(frame);
  return sampler.finish();
}

/** All rows, as one frame. */
export async function collect(source: RowSource): Promise<Frame> {
  const gatherer = new RowGatherer(source.schema, source.rows);
  for await (const frame of source.batches()) gatherer.add(frame, everyPlace(frame.rows));
  return gatherer.finish();
}
