import { Graph, InferenceSession, serialise, type ParameterSpec, type Value } from '@headwater/onnx-graph';
import type { Layout } from './layout';
import { negativeLogLikelihood } from './likelihood';
import type { NetworkSize } from './network';
import type { MaskedRows } from './training-data';

const ROWS_PER_RUN = 1024;

/** Scores weights on rows that stay the same: mean negative log-likelihood in nats a row. */
export class Validator {
  private constructor(
    private readonly session: InferenceSession,
    private readonly rows: MaskedRows,
    private readonly perRun: number,
    private readonly columns: number,
  ) {}

  static async create(
    layout: Layout,
    size: NetworkSize,
    specs: readonly ParameterSpec[],
    rows: MaskedRows,
    threads: number,
  ): Promise<Validator> {
    const count = rows.codes.length / layout.columns;
    const perRun = Math.min(count, layout.total > 4000 ? 128 : ROWS_PER_RUN);
    const g = new Graph();
    const weights: Record<string, Value> = {};
    for (const { name, shape } of specs) weights[name] = g.input(name, 'float32', shape);
    const codes = g.input('codes', 'int32', [perRun, layout.columns]);
    const observed = g.input('observed', 'float32', [perRun, layout.columns]);
    const weighting = g.input('weighting', 'float32', [perRun, layout.columns]);
    const batch = { rows: perRun, codes, observed, weighting };
    g.output('loss', negativeLogLikelihood(g, layout, size, batch, weights));
    const session = await InferenceSession.load(serialise(g, { name: 'validation' }), { threads });
    return new Validator(session, rows, perRun, layout.columns);
  }

  async score(weights: ReadonlyMap<string, Float32Array>): Promise<number> {
    const total = this.rows.codes.length / this.columns;
    let sum = 0;
    for (let at = 0; at < total; at += this.perRun) {
      const { loss } = await this.session.run({ ...Object.fromEntries(weights), ...this.part(at) });
      sum += loss?.data[0] as number;
    }
    return sum;
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  /** Rows from `at`; what lacks at the end is filled with rows that count nothing. */
  private part(at: number): MaskedRows {
    const [start, end] = [at * this.columns, (at + this.perRun) * this.columns];
    const codes = this.rows.codes.slice(start, end);
    const observed = this.rows.observed.slice(start, end);
    const weighting = this.rows.weighting.slice(start, end);
    if (codes.length === end - start) return { codes, observed, weighting };
    const size = end - start;
    const full = {
      codes: new Int32Array(size),
      observed: new Float32Array(size).fill(1),
      weighting: new Float32Array(size),
    };
    // Places must stay inside their columns even in rows that do not count.
    for (let i = 0; i < size; i++) full.codes[i] = codes[i % this.columns] as number;
    full.codes.set(codes);
    full.observed.set(observed);
    full.weighting.set(weighting);
    return full;
  }
}
