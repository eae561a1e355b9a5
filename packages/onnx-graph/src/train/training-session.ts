import { HeadwaterError } from '@headwater/contracts';
import { Tensor, type InferenceSession as OrtSession } from 'onnxruntime-node';
import { sizeOf } from '../graph/shape';
import { openSession } from '../run/inference-session';
import type { RuntimeOptions } from '../run/session-options';
import { feedTensor, type Feed } from '../run/tensors';
import { correctAverage } from './average';
import { diverged, firstNonFinite, nonFiniteTensor } from './divergence';
import type { ParameterSpec } from './parameters';
import { decodeState, encodeState } from './state-file';
import { STEP, type TrainingProgram } from './training-loop';

export interface Chunk {
  readonly steps: number;
  /** One rate for all steps, or one a step. */
  readonly learningRate: number | Float32Array;
  readonly data: Readonly<Record<string, Feed>>;
}

export interface ChunkResult {
  /** One a step. */
  readonly losses: Float32Array;
  readonly metrics: Readonly<Record<string, Float32Array>>;
}

/** A training program in the runtime, and its state between chunks. Runs block the calling thread. */
export class TrainingSession {
  private tensors: Map<string, Float32Array>;

  private constructor(
    readonly program: TrainingProgram,
    private readonly session: OrtSession,
  ) {
    this.tensors = new Map(program.state.map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))]));
  }

  /** Loads the program; the state is all zeros until setParameters() or importState(). */
  static async create(program: TrainingProgram, options: RuntimeOptions = {}): Promise<TrainingSession> {
    return new TrainingSession(program, await openSession(program.bytes, options));
  }

  /** Weights, optimiser slots, sums of averages and the count of steps, by name. Arrays are replaced by runChunk(), never changed. */
  get state(): ReadonlyMap<string, Float32Array> {
    return this.tensors;
  }

  /** Updates made so far. */
  get step(): number {
    return this.tensors.get(STEP)?.[0] ?? 0;
  }

  /**
   * Sets weights and buffers by name, and leaves the rest of the state as it is.
   * @throws HeadwaterError GRAPH_INVALID for a name or a length the program does not have
   */
  setParameters(weights: ReadonlyMap<string, Float32Array>): void {
    for (const [name, values] of weights) {
      const spec = this.modelTensors().find((parameter) => parameter.name === name);
      if (spec === undefined || sizeOf(spec.shape) !== values.length) {
        const message =
          spec === undefined
            ? 'the program has no such parameter'
            : `${values.length} values for shape [${spec.shape.join(', ')}]`;
        throw new HeadwaterError('GRAPH_INVALID', `parameter ${name}: ${message}`, { where: `parameter ${name}` });
      }
    }
    this.tensors = new Map([...this.tensors, ...[...weights].map(([name, values]) => [name, values.slice()] as const)]);
  }

  /** Weights and buffers as they are. */
  parameters(): Map<string, Float32Array> {
    return new Map(this.modelTensors().map(({ name }) => [name, this.tensors.get(name) as Float32Array]));
  }

  /** The bias-corrected averaged weights (those as they are before the first step, or where no average is kept), and buffers. */
  averagedParameters(): Map<string, Float32Array> {
    const { averageDecay } = this.program;
    if (averageDecay === undefined || this.step === 0) return this.parameters();
    const averages = this.program.parameters.map(({ name }): [string, Float32Array] => {
      const sum = this.tensors.get(`${name}/average`) as Float32Array;
      return [name, correctAverage(sum, averageDecay, this.step)];
    });
    return new Map([...this.parameters(), ...averages]);
  }

  /**
   * Makes `steps` updates.
   * @throws HeadwaterError MODEL_DIVERGED with the number of the first step whose loss, or whose state, is not finite; the
   *   state stays that of before the chunk. GRAPH_INVALID for data that does not fit.
   */
  async runChunk(chunk: Chunk): Promise<ChunkResult> {
    const feeds = this.feeds(chunk);
    const { losses, metrics, state } = this.read(await this.session.run(feeds));
    const bad = firstNonFinite(losses);
    if (bad >= 0 || nonFiniteTensor(state) !== undefined) {
      // A step's loss is of the weights before it. Losses can hide weights that are not finite: those come first.
      await this.locate(feeds, bad < 0 ? chunk.steps : bad);
      const name = Object.keys(metrics).find((metric) => !Number.isFinite(metrics[metric]?.[bad]));
      throw diverged(this.step + bad + 1, `the loss is ${losses[bad]}${name === undefined ? '' : ` (${name})`}`);
    }
    this.tensors = state;
    return { losses, metrics };
  }

  /** The whole state as bytes, with `notes` (plain JSON) for what the caller must find again. Bit exact. */
  exportState(notes: unknown = null): Uint8Array {
    return encodeState(this.program.state, { tensors: this.tensors, notes });
  }

  /** Takes the state over from exportState() and returns its notes. @throws HeadwaterError MODEL_CHECKPOINT_INVALID */
  importState(bytes: Uint8Array): unknown {
    const state = decodeState(this.program.state, bytes);
    this.restore(state.tensors);
    return state.notes;
  }

  /** Goes on from a state() of this program, its own from before or another session's. Arrays are shared, not copied. */
  restore(state: ReadonlyMap<string, Float32Array>): void {
    this.tensors = new Map(state);
  }

  /** Frees the native session. */
  async release(): Promise<void> {
    await this.session.release();
  }

  /**
   * Throws MODEL_DIVERGED for the first of the chunk's first `steps` steps after which the state is not finite, found by
   * running parts of the chunk again; returns when there is none. What is not finite stays so, and runs repeat exactly.
   */
  private async locate(feeds: Record<string, Tensor>, steps: number): Promise<void> {
    const badAfter = async (count: number): Promise<string | undefined> =>
      nonFiniteTensor(this.read(await this.session.run({ ...feeds, steps: int64Scalar(count) })).state);
    if (steps === 0 || (await badAfter(steps)) === undefined) return;
    let [good, bad] = [0, steps];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if ((await badAfter(middle)) === undefined) good = middle;
      else bad = middle;
    }
    throw diverged(this.step + bad, `${await badAfter(bad)} holds a value that is not finite`);
  }

  private read(results: OrtSession.OnnxValueMapType): ChunkResult & { state: Map<string, Float32Array> } {
    const floats = (name: string): Float32Array => (results[name] as Tensor).data as Float32Array;
    return {
      losses: floats('losses'),
      metrics: Object.fromEntries(this.program.metrics.map((name) => [name, floats(`metric/${name}`)])),
      state: new Map(this.program.state.map(({ name }) => [name, floats(`next/${name}`)])),
    };
  }

  private modelTensors(): readonly ParameterSpec[] {
    return [...this.program.parameters, ...this.program.buffers];
  }

  private feeds({ steps, learningRate, data }: Chunk): Record<string, Tensor> {
    if (!Number.isInteger(steps) || steps < 1) {
      throw new HeadwaterError('GRAPH_INVALID', `steps is ${steps}; it must be a whole number from 1`, {
        where: 'steps',
      });
    }
    const rates = typeof learningRate === 'number' ? new Float32Array(steps).fill(learningRate) : learningRate;
    const sizes = new Map([['steps', steps]]);
    const feeds: Record<string, Tensor> = {
      steps: int64Scalar(steps),
      learning_rates: feedTensor(
        { name: 'learning_rates', type: 'float32', shape: ['steps'] },
        { data: rates, shape: [rates.length] },
        sizes,
      ),
    };
    for (const spec of this.program.data) feeds[`data/${spec.name}`] = feedTensor(spec, data[spec.name], sizes);
    for (const { name, shape } of this.program.state)
      feeds[`state/${name}`] = new Tensor('float32', this.tensors.get(name) as Float32Array, shape);
    return feeds;
  }
}

function int64Scalar(value: number): Tensor {
  return new Tensor('int64', BigInt64Array.of(BigInt(value)), []);
}
