import { HeadwaterError } from '@headwater/contracts';
import { InferenceSession } from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { requireFamily, requireFiles } from '../bundle';
import { TableCodec } from '../codec/table-codec';
import type { BundleFiles, GeneratorFamily, SampleRequest } from '../family';
import { restrict, type Restriction } from './conditions';
import type { Layout } from './layout';
import { CODEC_KEY } from './sampler-graph';
import { networkLayout } from './train';
import { sha256 } from '../sha256';

/** Rows drawn together share their order of columns; few columns allow many rows. Fixed by the table: results follow it. */
const ROWS_PER_BATCH = 4096;
const NUMBERS_PER_BATCH = 2_000_000;

/** Draws rows; see GeneratorFamily.sample. Each batch draws its columns in an order of its own, conditions first. */
export async function sample(family: GeneratorFamily, bundle: BundleFiles, request: SampleRequest): Promise<Frame> {
  requireFiles(bundle);
  requireFamily(bundle, family.name);
  const codec = TableCodec.fromBytes(bundle['codec.json']);
  const layout = networkLayout(codec);
  const restriction = restrict(codec, layout, request.conditions);
  const session = await InferenceSession.load(bundle['model.onnx'], { threads: request.threads });
  requireFit(session, layout, sha256(bundle['codec.json']));
  const codes = Array.from({ length: layout.columns }, () => new Int32Array(request.rows));
  const streams = {
    order: new RandomStream(request.seed, 'sample-order', request.index),
    noise: new RandomStream(request.seed, 'sample-noise', request.index),
  };
  const perBatch = Math.max(16, Math.min(ROWS_PER_BATCH, Math.floor(NUMBERS_PER_BATCH / layout.columns)));
  const started = performance.now();
  for (let done = 0; done < request.rows && codec.modelled.length > 0;) {
    if (request.stopRequested())
      throw new HeadwaterError('RUN_CANCELLED', `sampling was stopped after ${done} of ${request.rows} rows`);
    const rows = Math.min(perBatch, request.rows - done);
    const order = columnOrder(layout, restriction, streams.order);
    const drawn = await drawBatch(session, layout, restriction, order, rows, streams.noise);
    order.forEach((column, t) => (codes[column] as Int32Array).set(drawn.subarray(t * rows, (t + 1) * rows), done));
    done += rows;
    const rowsPerSecond = Math.round((done / (performance.now() - started)) * 1000);
    request.report({
      note: 'sampling',
      done,
      total: request.rows,
      rowsPerSecond,
      secondsLeft: (request.rows - done) / Math.max(1, rowsPerSecond),
    });
  }
  await session.release();
  return codec.decode(codes, request.rows, { seed: request.seed, shard: request.index }, restriction.fixed);
}

/** Forced columns, then narrowed ones, then the rest at random. */
function columnOrder(layout: Layout, { forced, narrowed }: Restriction, stream: RandomStream): Int32Array {
  const first = [...forced.keys(), ...narrowed];
  const shuffled = [...stream.permutation(layout.columns)];
  return Int32Array.from([...first, ...shuffled.filter((column) => !first.includes(column))]);
}

async function drawBatch(
  session: InferenceSession,
  layout: Layout,
  { forced, allowed }: Restriction,
  order: Int32Array,
  rows: number,
  stream: RandomStream,
): Promise<Int32Array> {
  const must = new Int32Array(layout.columns * rows).fill(-1);
  for (const [column, code] of forced) must.fill(code, column * rows, (column + 1) * rows);
  // Of 24 bits: moved by half a step, no uniform is 0.
  const noise = stream.fillUniform(new Float32Array(layout.columns * rows)).map((u) => u + 2 ** -25);
  const shape = [layout.columns, rows];
  const { codes } = await session.run({ order, noise: { data: noise, shape }, forced: { data: must, shape }, allowed });
  return codes?.data as Int32Array;
}

/** A model made elsewhere need not name its codec; one that does must have this one. */
function requireFit(session: InferenceSession, layout: Layout, codecSha256: string): void {
  const width = session.inputs.find((input) => input.name === 'allowed')?.shape[0];
  const columns = session.inputs.find((input) => input.name === 'order')?.shape[0];
  const output = session.outputs.some((o) => o.name === 'codes');
  const named = session.metadata[CODEC_KEY] ?? codecSha256;
  if (width === layout.total && columns === layout.columns && output && named === codecSha256) return;
  throw new HeadwaterError('MODEL_BUNDLE_INVALID', 'model.onnx and codec.json do not belong together', {
    hint: 'The files are from different bundles: restore the bundle or train again.',
  });
}
