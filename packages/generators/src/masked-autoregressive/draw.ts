import { HeadwaterError } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Progress } from '../family';
import type { Opened } from './opened';
import { stratifiedNoise } from './stratified-noise';
import { targetColumns } from './network-layout';

/** Rows over which randomness is spread evenly; few columns allow many. Fixed by the table: results follow it. */
const ROWS_PER_BLOCK = 4096;
const NUMBERS_PER_BLOCK = 2_000_000;
/** Rows drawn together share their order of columns: a block has several, so that no order's errors show. */
const BATCHES_PER_BLOCK = 8;
const FEWEST_ROWS_PER_BATCH = 32;

export interface DrawRequest {
  rows: number;
  seed: number;
  /** What keeps the streams of two draws apart: the shard, and the attempt. */
  index: number;
  purpose: string;
  /** Columns (by index) that come before the others, in that order. */
  first: readonly number[];
  /** By column: a code for each row, -1 where it is free; absent where all are. */
  forced: ReadonlyMap<number, Int32Array>;
  /** [W], added to the logits. */
  allowed: Float32Array;
  temperature: number;
  report(progress: Progress): void;
  stopRequested(): boolean;
}

/**
 * Codes of `rows` rows, one array a modelled column. Each batch of a block draws its columns in an order of its own: the first ones
 * asked for, the others at random, declared targets after them and parts of bins last.
 * Throws RUN_CANCELLED; MODEL_BUNDLE_INVALID when the bundle cannot take a temperature.
 */
export async function drawCodes(opened: Opened, request: DrawRequest): Promise<Int32Array[]> {
  const { codec, layout } = opened;
  if (request.temperature !== 1 && !opened.tempered)
    throw new HeadwaterError('MODEL_BUNDLE_INVALID', 'this bundle was written before models took a temperature', {
      hint: 'Train again, or sample at temperature 1.',
    });
  const codes = Array.from({ length: layout.columns }, () => new Int32Array(request.rows));
  if (codec.modelled.length === 0) return codes;
  const streams = {
    order: new RandomStream(request.seed, `${request.purpose}-order`, request.index),
    noise: new RandomStream(request.seed, `${request.purpose}-noise`, request.index),
  };
  const targets = targetColumns(codec);
  const perBlock = Math.max(16, Math.min(ROWS_PER_BLOCK, Math.floor(NUMBERS_PER_BLOCK / layout.columns)));
  const started = performance.now();
  for (let start = 0; start < request.rows; start += perBlock) {
    const block = Math.min(perBlock, request.rows - start);
    const noise = stratifiedNoise(layout.columns, block, streams.noise);
    const perBatch = Math.max(FEWEST_ROWS_PER_BATCH, Math.ceil(block / BATCHES_PER_BLOCK));
    for (let at = 0; at < block; at += perBatch) {
      if (request.stopRequested())
        throw new HeadwaterError('RUN_CANCELLED', `sampling was stopped after ${start + at} of ${request.rows} rows`);
      const batch = { start: start + at, rows: Math.min(perBatch, block - at) };
      const order = columnOrder(opened, request.first, targets, streams.order);
      const uniforms = noiseInOrder(noise, block, order, at, batch.rows);
      const drawn = await drawBatch(opened, request, order, batch, uniforms);
      order.forEach((column, t) =>
        (codes[column] as Int32Array).set(drawn.subarray(t * batch.rows, (t + 1) * batch.rows), batch.start),
      );
    }
    const done = start + block;
    const rowsPerSecond = Math.round((done / (performance.now() - started)) * 1000);
    request.report({
      note: 'sampling',
      done,
      total: request.rows,
      rowsPerSecond,
      secondsLeft: (request.rows - done) / Math.max(1, rowsPerSecond),
    });
  }
  return codes;
}

function columnOrder(
  { layout }: Opened,
  first: readonly number[],
  targets: readonly number[],
  stream: RandomStream,
): Int32Array {
  const shuffled = [...stream.permutation(layout.columns)].filter((column) => !first.includes(column));
  const rank = (column: number): number => (layout.parts.includes(column) ? 2 : targets.includes(column) ? 1 : 0);
  return Int32Array.from([...first, ...shuffled.sort((a, b) => rank(a) - rank(b))]);
}

async function drawBatch(
  { layout, session, tempered }: Opened,
  { forced, allowed, temperature }: DrawRequest,
  order: Int32Array,
  { start, rows }: { start: number; rows: number },
  noise: Float32Array,
): Promise<Int32Array> {
  const must = new Int32Array(layout.columns * rows).fill(-1);
  for (const [column, codes] of forced) must.set(codes.subarray(start, start + rows), column * rows);
  const shape = [layout.columns, rows];
  const { codes } = await session.run({
    order,
    noise: { data: noise, shape },
    forced: { data: must, shape },
    allowed,
    ...(tempered ? { sharpness: Float32Array.of(1 / temperature) } : {}),
  });
  return codes?.data as Int32Array;
}

/** Of a block's uniforms by column, those of `rows` rows from `at`, the columns in their order. */
function noiseInOrder(noise: Float32Array, block: number, order: Int32Array, at: number, rows: number): Float32Array {
  const out = new Float32Array(order.length * rows);
  order.forEach((column, t) => out.set(noise.subarray(column * block + at, column * block + at + rows), t * rows));
  return out;
}
