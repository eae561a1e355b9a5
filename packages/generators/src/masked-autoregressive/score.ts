import { HeadwaterError } from '@headwater/contracts';
import { InferenceSession } from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import type { TableCodec } from '../codec/table-codec';
import { valueLogProbability } from '../codec/value-probability';
import type { BundleFiles, GeneratorFamily, ScoreRequest } from '../family';
import { givenCodes, requireSameColumns } from './given-rows';
import { openBundle } from './opened';
import { scorerModel } from './scorer-graph';

const ROWS_PER_BATCH = 4096;

/** Log-likelihood of rows; see GeneratorFamily.logLikelihood. */
export async function score(
  family: GeneratorFamily,
  bundle: BundleFiles,
  request: ScoreRequest,
): Promise<Float64Array> {
  const { frame } = request;
  const orders = request.orders ?? 1;
  if (!Number.isInteger(orders) || orders < 1)
    throw new HeadwaterError('USAGE', `orders is ${orders}; it must be a whole number from 1`, { where: 'orders' });
  const { codec, layout, session: sampler } = await openBundle(family, bundle, request.threads);
  await sampler.release();
  requireSameColumns(codec, frame);
  const out = new Float64Array(frame.rows);
  if (codec.modelled.length === 0) return out;
  const codes = givenCodes(codec, frame, []);
  const session = await InferenceSession.load(scorerModel(bundle['model.onnx'], layout), { threads: request.threads });
  const stream = new RandomStream(request.seed, 'score-order');
  const permutations = Array.from({ length: orders }, () => {
    const shuffled = [...stream.permutation(layout.columns)];
    const later = (column: number): number => (layout.parts.includes(column) ? 1 : 0);
    return Int32Array.from(shuffled.sort((a, b) => later(a) - later(b)));
  });
  for (let start = 0; start < frame.rows; start += ROWS_PER_BATCH) {
    if (request.stopRequested())
      throw new HeadwaterError('RUN_CANCELLED', `scoring was stopped after ${start} of ${frame.rows} rows`);
    const rows = Math.min(ROWS_PER_BATCH, frame.rows - start);
    const batch = new Int32Array(layout.columns * rows);
    codes.forEach((column, j) =>
      batch.set(
        column.subarray(start, start + rows).map((c) => Math.max(0, c)),
        j * rows,
      ),
    );
    const sums: Float64Array[] = [];
    for (const order of permutations) {
      const { logs } = await session.run({ order, codes: { data: batch, shape: [layout.columns, rows] } });
      const sum = new Float64Array(rows);
      (logs?.data as Float32Array).forEach((log, i) => (sum[i % rows]! += log));
      sums.push(sum);
    }
    for (let i = 0; i < rows; i++) {
      const possible = codes.every((column) => (column[start + i] as number) >= 0);
      out[start + i] = possible ? logMeanExp(sums.map((sum) => sum[i] as number)) : -Infinity;
    }
    request.report({ note: 'scoring', done: start + rows, total: frame.rows });
  }
  await session.release();
  if (request.resolution === 'values') addValues(codec, frame, codes, out);
  return out;
}

/** Adds what the codes leave open: where in its bin each number lies. */
function addValues(codec: TableCodec, frame: Frame, codes: readonly Int32Array[], out: Float64Array): void {
  const inner = codec.inner(frame);
  codec.code.columns.forEach((code, column) => {
    const cells = inner.columns[column];
    if (code.kind !== 'numeric' || code.bins.length === 0 || cells?.kind !== 'numeric') return;
    const probability = valueLogProbability(code);
    const at = codes[codec.modelled.findIndex((m) => m.column === column && m.level === 'value')];
    for (let i = 0; i < frame.rows; i++) {
      // A column of one code is not modelled: all its rows have that one.
      const own = at?.[i] ?? 0;
      if (own >= 0 && (cells.valid === null || cells.valid[i] === 1))
        out[i] = (out[i] as number) + probability(own, cells.values[i] as number);
    }
  });
}

function logMeanExp(logs: readonly number[]): number {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length);
}
